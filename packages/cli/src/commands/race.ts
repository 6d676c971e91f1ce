import { defineCommand } from '../command/define-command';
import { option } from '../command/option';
import { accuracies, learningRates } from '../options/parsers';
import { jobs, seedsOption, trainingOptions, variantsArgument } from '../options/shared-options';
import { findVariants } from '../options/variant-words';

export const race = defineCommand({
  name: 'race',
  description: 'rank the ten optimizers, or other variants, by how soon they reach given accuracies',
  arguments: { variants: variantsArgument('names or patterns', "'opt/*', the ten optimizers") },
  options: {
    to: option('<list>', 'one to three validation accuracies', accuracies, { default: [0.8, 0.9, 0.95] }),
    lr: option(
      '<range>',
      'learning rates that each one tries: 1e-4..1e-1 (one per decade) or 1e-4..1e-1:7 (seven)',
      learningRates,
    ),
    seeds: seedsOption,
    jobs,
    ...trainingOptions,
  },
  examples: {
    'race --epochs 10': 'which optimizer learns fastest',
    'race opt/sgd opt/adam --lr 1e-4..1e-1 --epochs 5': 'two of them, each with its best learning rate of four',
    'race relu he-normal batch-norm --to 0.9 --epochs 10': 'other variants to one accuracy',
  },
  async run({ variants, to, lr, seeds, jobs, ...options }) {
    const { printRace } = await import('../training/print-race');
    const racers = findVariants(await options.setup.registry(), variants.length > 0 ? variants : ['opt/*']);
    await printRace(racers, { to, lr }, { seeds, jobs }, options);
  },
});
