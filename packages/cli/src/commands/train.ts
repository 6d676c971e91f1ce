import { defineCommand } from '../command/define-command';
import { argument } from '../command/option';
import { text } from '../options/parsers';
import { seed, set, trainingOptions } from '../options/shared-options';
import { findVariant } from '../options/variant-words';

export const train = defineCommand({
  name: 'train',
  description: 'train one network and print its results and learning curves',
  arguments: { variant: argument('<variant>', 'name of a variant; see `mlp-lab list`', text) },
  options: { set, seed, ...trainingOptions },
  examples: {
    'train combined --epochs 10': 'all techniques together, for ten epochs',
    'train relu --set dropout=0.1 --set hidden=100-50': 'another network with the rest of its settings',
    'train relu --epochs 5 --out runs/relu --inspect': 'save the network, and measure its layers after each epoch',
  },
  async run({ variant, seed, ...options }) {
    const { printRun } = await import('../training/print-run');
    await printRun(findVariant(await options.setup.registry(), variant), seed, options);
  },
});
