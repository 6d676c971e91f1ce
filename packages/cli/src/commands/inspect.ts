import { defineCommand } from '../command/define-command';
import { option } from '../command/option';
import { positiveInteger } from '../options/parsers';
import { inspectingOptions, protocol, seed, set, variantsArgument } from '../options/shared-options';
import { findVariants } from '../options/variant-words';

const VARIANTS = ['baseline', 'he-normal', 'relu', 'batch-norm'];

export const inspect = defineCommand({
  name: 'inspect',
  description: 'measure gradient norms, saturated sigmoids, dead ReLUs and activations by layer',
  arguments: { variants: variantsArgument('names or patterns', VARIANTS.join(', ')) },
  options: {
    protocol: protocol('controlled'),
    set,
    seed,
    probe: option('<n>', 'measure on the first n training images', positiveInteger, { default: 1000 }),
    ...inspectingOptions,
  },
  examples: {
    'inspect baseline relu --epochs 5': 'where gradients vanish',
    'inspect relu --epochs 5 --out runs/inspection': 'save the measurements, charts and networks',
  },
  async run({ variants, protocol, seed, probe, ...options }) {
    const { printInspection } = await import('../training/print-inspection');
    const asked = findVariants(await options.setup.registry(), variants.length > 0 ? variants : VARIANTS);
    await printInspection({ variants: asked, protocol, seed, probe }, options);
  },
});
