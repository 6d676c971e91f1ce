import { defineCommand } from '../command/define-command';
import { jobs, protocol, seedsOption, set, trainingOptions, variantsArgument } from '../options/shared-options';
import { findVariants } from '../options/variant-words';

export const compare = defineCommand({
  name: 'compare',
  description: 'train each variant with each seed, in parallel, and print a results table and learning curves',
  arguments: {
    variants: variantsArgument(
      "names, with options (acme/maxout:pieces=3), or patterns ('opt/*')",
      "the notebook's rows, then combined",
    ),
  },
  options: { seeds: seedsOption, protocol: protocol('as-published'), set, jobs, ...trainingOptions },
  examples: {
    'compare relu adam --epochs 5': "two rows of the notebook's table, quickly",
    compare: "the notebook's whole table: 100 epochs on all of MNIST",
    'compare --protocol controlled --seeds 1,2,3':
      'the same batch size and validation split for every row, three seeds',
    'compare relu adam --out runs/a': 'save the networks, a report and charts; rerun to resume',
    'compare --browser --epochs 5': 'train in your browser and watch',
  },
  async run({ variants, seeds, protocol, jobs, ...options }) {
    const { printComparison } = await import('../training/print-comparison');
    const asked = variants.length > 0 ? findVariants(await options.setup.registry(), variants) : undefined;
    await printComparison({ variants: asked, seeds, protocol, jobs }, options);
  },
});
