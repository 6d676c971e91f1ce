import { defineCommand } from '../command/define-command';
import { choice, option } from '../command/option';
import { modelOptions, modelsArgument } from '../options/model-options';
import { weights } from '../options/parsers';

export const vote = defineCommand({
  name: 'vote',
  description: 'let models from files of any format vote on the test images',
  arguments: { models: modelsArgument },
  options: {
    voting: choice('<how>', 'soft: average the probabilities; hard: count the votes', ['soft', 'hard'], {
      default: 'soft',
    }),
    weights: option('<list>', 'one number per model: 1,2,0.5', weights, { defaultText: 'equal weights' }),
    ...modelOptions,
  },
  examples: {
    'vote a.keras b.onnx runs/c': 'an ensemble of three models, soft vote',
    'vote a.keras b.keras c.keras --voting hard --scale unit': 'a majority vote',
  },
  async run({ models, ...options }) {
    const { printVote } = await import('../models/print-vote');
    await printVote(models, options);
  },
});
