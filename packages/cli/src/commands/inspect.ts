import { defineCommand } from '../command/define-command';
import { option } from '../command/option';
import { positiveInteger } from '../options/parsers';
import { inspectingOptions, protocol, seed, set, variantsArgument } from '../options/shared-options';
import { findVariants } from '../options/variant-words';

export const inspect = defineCommand({
  name: 'inspect',
  description: 'measure gradient norms, saturated sigmoids, dead ReLUs and activations by layer',
  arguments: { variants: variantsArgument('names or patterns', 'baseline, he-normal, relu and batch-norm') },
  options: {
    protocol: protocol('controlled'),
    set,
    seed,
    probe: option('<n>', 'measure on the first n training images', positiveInteger, { default: 1000 }),
    ...inspectingOptions,
  },
  examples: {
    'inspect baseline relu --epochs 5': 'where gradients vanish',
    'inspect relu --epochs 5 --out runs/inspection': 'save the measurements and charts',
  },
  async run({ variants, protocol, seed, probe, ...options }) {
    const { printInspection } = await import('../training/print-inspection');
    const asked = variants.length > 0 ? findVariants(await options.setup.registry(), variants) : undefined;
    await printInspection({ variants: asked, protocol, seed, probe }, options);
  },
});
