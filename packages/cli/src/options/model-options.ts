// The options of the commands that take models of any origin.
import { argument, choice, option } from '../command/option';
import { nonNegativeInteger, path, text } from './parsers';
import { dataOptions, json, limit } from './shared-options';

export const modelsArgument = argument(
  '<model...>',
  'ONNX, .keras, .h5, safetensors, model.json of TensorFlow.js, or the folder of a run',
  path,
);

export const recipeOption = option(
  '<variant>',
  'the variant whose activation and normalization the network has, for files of weights alone (safetensors, .weights.h5)',
  text,
);

export const modelOptions = {
  scale: choice(
    '<name>',
    'the pixels that a model file expects; a run folder stores this itself',
    ['none', 'unit', 'standard'],
    {
      defaultText: 'none: from 0 to 255',
    },
  ),
  recipe: recipeOption,
  variant: option('<name>', 'row of a run folder', text, { defaultText: 'the most accurate one' }),
  seed: option('<n>', 'which run of that row', nonNegativeInteger, { defaultText: 'its first seed' }),
  ...dataOptions,
  limit,
  json,
};
