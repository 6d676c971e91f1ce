import { defineCommand } from '../command/define-command';
import { argument, choice, option } from '../command/option';
import { exportFormats } from '../options/export-formats';
import { recipeOption } from '../options/model-options';
import { path, scaleName, text } from '../options/parsers';
import { json, runOptions } from '../options/shared-options';

export const exportCommand = defineCommand({
  name: 'export',
  description: 'write the networks of a run, or a model file, as ONNX, Keras, safetensors, TensorFlow.js or a program',
  arguments: {
    source: argument('<run>', 'folder of the run, or a model file', path),
    network: argument('[network]', 'a network of the run, as in its folder `models`, or a row', text, {
      defaultText: 'the most accurate row; of an ensemble, all members',
    }),
  },
  options: {
    format: choice('<name>', 'what to write', exportFormats, { isRequired: true }),
    scale: option(
      '[name]',
      'make the scaling of pixels the first layer, so that the network takes pixels from 0 to 255; NAME for a model file: unit or standard',
      scaleName,
    ),
    out: option('<dir>', 'where to write', path, { defaultText: 'this folder' }),
    recipe: recipeOption,
    ...runOptions,
    json,
  },
  examples: {
    'export runs/relu --format onnx --scale': 'the best network as ONNX, which takes raw pixels',
    'export runs/a relu.seed-2 --format keras --out models': 'one network of a run, for Keras 3',
    'export runs/a combined --format keras-py': 'a Keras program that builds and trains the same network',
    'export model.keras --format tfjs': 'from one format to another',
  },
  async run({ source, network, ...options }) {
    const { printExport } = await import('../models/print-export');
    await printExport(source, network, options);
  },
});
