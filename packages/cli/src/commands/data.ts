import { defineCommand } from '../command/define-command';
import { argument } from '../command/option';
import { path } from '../options/parsers';
import { json, limit } from '../options/shared-options';

export const data = defineCommand({
  name: 'data',
  description: 'describe a data set: its format, images, classes, and what is odd about it',
  arguments: {
    source: argument('[source]', 'path or URL, as for --data', path, { defaultText: 'MNIST, which is installed' }),
  },
  options: { limit, json },
  examples: {
    'data mnist.npz': "Keras's file",
    'data photos/': 'pictures in a folder per class',
    'data https://example.org/fashion-mnist_test.csv --json': 'for programs',
  },
  async run({ source, limit, json }) {
    const { printDataset } = await import('../data/print-dataset');
    await printDataset({ data: source, limit, json });
  },
});
