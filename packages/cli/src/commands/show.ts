import { defineCommand } from '../command/define-command';
import { argument, choice } from '../command/option';
import { nonNegativeInteger } from '../options/parsers';
import { dataOptions } from '../options/shared-options';

export const show = defineCommand({
  name: 'show',
  description: 'draw digits in the terminal',
  arguments: {
    indices: argument('[index...]', 'which images, counted from 0', nonNegativeInteger, {
      defaultText: 'the first of each set',
    }),
  },
  options: { set: choice('<name>', 'which set', ['train', 'test'], { default: 'train' }), ...dataOptions },
  examples: {
    'show 0 1 2': 'the first three training images',
    'show 7 --set test': 'one test image',
  },
  async run({ indices, set, data }) {
    const { printDigits } = await import('../data/print-digits');
    await printDigits(indices, set, data);
  },
});
