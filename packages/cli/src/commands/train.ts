import { MlpLabError } from '@mlp-lab/core';
import { defineCommand } from '../command/define-command';
import { argument, option } from '../command/option';
import { recipeOption } from '../options/model-options';
import { path, text } from '../options/parsers';
import { seed, set, trainingOptions } from '../options/shared-options';
import { findVariant } from '../options/variant-words';

export const train = defineCommand({
  name: 'train',
  description: 'train one network and print its results and learning curves',
  arguments: {
    variant: argument('[variant]', 'name of a variant; see `mlp-lab list`', text, {
      defaultText: "combined; with --from and a run folder, the run's own",
    }),
  },
  options: {
    from: option(
      '<model>',
      'go on training this model, a file of any format or the folder of a run, with its optimizer where it was saved; the variant gives the other settings of training',
      path,
    ),
    recipe: recipeOption,
    set,
    seed,
    ...trainingOptions,
  },
  examples: {
    'train combined --epochs 10': 'all techniques together, for ten epochs',
    'train relu --set dropout=0.1 --set hidden=100-50': 'another network with the rest of its settings',
    'train relu --epochs 5 --out runs/relu --inspect': 'save the network, and measure its layers after each epoch',
    'train --from model.keras --scale unit --epochs 3': 'go on training a model of Keras',
  },
  async run({ variant, seed, from, recipe, ...options }) {
    const { printRun } = await import('../training/print-run');
    const registry = await options.setup.registry();
    const named = variant === undefined ? undefined : findVariant(registry, variant);
    if (from !== undefined) {
      const { continuedVariant } = await import('../models/continued-variant');
      const { variant, ...continued } = await continuedVariant(from, named, { ...options, recipe });
      await printRun(variant, seed, options, continued);
    } else if (named === undefined) {
      const message = 'train: expected the name of a variant, or --from MODEL, received neither';
      throw new MlpLabError('invalid-argument', message);
    } else await printRun(named, seed, options);
  },
});
