import { defineCommand } from '../command/define-command';
import { argument, choice, list } from '../command/option';
import { nonNegativeInteger, text } from '../options/parsers';
import { json, runArgument, runOptions } from '../options/shared-options';

export const predict = defineCommand({
  name: 'predict',
  description: 'classify images with the networks saved by --out',
  arguments: {
    path: runArgument,
    indices: argument('[index...]', 'which images of the set, counted from 0', nonNegativeInteger, {
      defaultText: 'the first ten',
    }),
  },
  options: {
    set: choice('<name>', 'which set', ['train', 'test'], { default: 'test' }),
    image: list('<file>', 'a PNG picture of a digit, or an IDX file of images, instead of the set', text),
    ...runOptions,
    json,
  },
  examples: {
    'predict runs/a': 'the first ten test images',
    'predict runs/a --image 7.png': 'your own picture',
    'predict runs/a 3 14 --variant ensemble': 'two test images and the vote of an ensemble',
  },
  async run({ path, indices, ...options }) {
    const { printPredictions } = await import('../saved-run/print-predictions');
    await printPredictions(path, indices, options);
  },
});
