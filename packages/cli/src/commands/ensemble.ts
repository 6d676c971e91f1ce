import { defineCommand } from '../command/define-command';
import { choice, option } from '../command/option';
import { nonNegativeInteger, positiveInteger, seeds, weights } from '../options/parsers';
import { jobs, set, trainingOptions, variant } from '../options/shared-options';
import { findVariant } from '../options/variant-words';

export const ensemble = defineCommand({
  name: 'ensemble',
  description: 'train several networks of one variant and let them vote',
  arguments: {},
  options: {
    members: option('<n>', 'number of networks', positiveInteger, { default: 10 }),
    variant: variant('baseline'),
    set,
    voting: choice('<how>', 'soft: average the probabilities; hard: count the votes', ['soft', 'hard'], {
      default: 'soft',
    }),
    weights: option('<list>', 'one per member: 1,2,0.5; fit: learned on the validation images', weights, {
      defaultText: 'all equal',
    }),
    seed: option('<n>', "seed from which the members' seeds follow", nonNegativeInteger, { default: 1 }),
    seeds: option('<list>', 'several seeds, one ensemble each: 1,2,3', seeds, { conflicts: 'seed' }),
    jobs,
    ...trainingOptions,
  },
  examples: {
    'ensemble --members 5 --variant relu --epochs 10': 'five ReLU networks that vote',
    'ensemble --voting hard --weights fit': 'a weighted majority vote',
    'ensemble --members 3 --seeds 1,2,3 --epochs 5': 'three ensembles, to see how much results vary',
  },
  async run({ members, voting, weights, seed, seeds = [seed], jobs, ...options }) {
    const { printEnsemble } = await import('../training/print-ensemble');
    const variant = findVariant(await options.setup.registry(), options.variant);
    const pool = { ...variant, published: undefined, ensemble: { members, voting } };
    await printEnsemble(pool, { seeds, jobs, weights }, options);
  },
});
