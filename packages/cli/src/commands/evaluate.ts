import { defineCommand } from '../command/define-command';
import { modelOptions, modelsArgument } from '../options/model-options';

export const evaluate = defineCommand({
  name: 'evaluate',
  description: 'test models from files of any format: accuracy, loss and confusion matrix',
  arguments: { models: modelsArgument },
  options: modelOptions,
  examples: {
    'evaluate model.keras --scale unit': 'a model of Keras that was trained on pixels / 255',
    'evaluate a.onnx b/model.json runs/relu': 'several models side by side',
    'evaluate weights.safetensors --recipe relu': 'weights of the network of a variant',
  },
  async run({ models, ...options }) {
    const { printEvaluation } = await import('../models/print-evaluation');
    await printEvaluation(models, options);
  },
});
