import { defineCommand } from '../command/define-command';
import { option } from '../command/option';
import { grid } from '../options/setting';
import { jobs, seedsOption, trainingOptions, variant } from '../options/shared-options';
import { findVariant } from '../options/variant-words';

export const sweep = defineCommand({
  name: 'sweep',
  description: 'train one variant with every combination of settings',
  arguments: {},
  options: {
    set: option(
      '<field=values>',
      'a field of the recipe, or an option of the variant, and the values to try: hidden=50,100-50,50x4; optimizer.learningRate=0.1,0.01; pieces=2,3 (repeatable)',
      grid,
      { isRequired: true },
    ),
    variant: variant('relu'),
    seeds: seedsOption,
    jobs,
    ...trainingOptions,
  },
  examples: {
    'sweep --set hidden=50,100-50,50x4 --epochs 5': 'three shapes of the ReLU network',
    'sweep --variant combined --set dropout=0,0.2 --set optimizer.learningRate=0.01,0.001 --seeds 1,2':
      'four combinations with two seeds each',
  },
  async run({ set, variant, seeds, jobs, ...options }) {
    const [{ gridVariants }, { sweepGrid }, { printComparison }] = await Promise.all([
      import('@mlp-lab/experiment'),
      import('../training/overrides'),
      import('../training/print-comparison'),
    ]);
    const combinations = gridVariants(
      findVariant(await options.setup.registry(), variant),
      sweepGrid({ ...options, set }),
    );
    await printComparison({ variants: combinations, baseline: combinations[0], seeds, jobs }, options);
  },
});
