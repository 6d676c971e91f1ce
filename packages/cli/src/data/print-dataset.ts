// `data`: what a data set holds, the images of each class as bars, and its first images.
import { className, type Dataset } from '@mlp-lab/core';
import { type DatasetDescription, describeDataset, type SetDescription } from '@mlp-lab/data-mnist';
import { digitsText } from '../print/charts';
import { printJson } from '../print/print-json';
import { table } from '../print/table';
import { isAsciiOnly, pc, print } from '../print/terminal';
import { type DataOptions, loadDataset } from './load-dataset';

const FIRST = 8; // images

export async function printDataset({ json, ...options }: DataOptions & { json?: boolean }): Promise<void> {
  const dataset = await loadDataset(options);
  const description = await describeDataset(dataset);
  if (json) {
    printJson({ schema: 'mlp-lab/dataset@1', ...description, digest: dataset.digest });
    return;
  }
  const { name, format, classes, notes, oddities } = description;
  const parts = [
    `${pc.bold(name)}${format ? `: ${format}` : ''}, ${classes} classes`,
    setsTable(description),
    countsChart(description),
    digitsText(firstImages(dataset), `The first training images of ${name}`),
    ...(notes.length > 0 ? [`${pc.bold('Done while reading')}\n${list(notes)}`] : []),
    `${pc.bold('Odd')}\n${oddities.length > 0 ? list(oddities) : 'nothing'}`,
  ];
  print(`${parts.join('\n\n')}\n`);
}

const list = (sentences: readonly string[]) => sentences.map((sentence) => `- ${sentence}`).join('\n');

function setsTable({ train, test }: DatasetDescription): string {
  const row = (name: string, { count, height, width, range, mean, deviation }: SetDescription) => [
    name,
    count,
    `${height} × ${width}`,
    range.join(' to '),
    mean.toFixed(1),
    deviation.toFixed(1),
  ];
  const head = ['Set', 'Images', 'Size', 'Pixels', 'Mean', 'Deviation'];
  return table(head, [row('training', train), row('test', test)], { right: [1, 3, 4, 5] });
}

const BAR = 40; // columns of the longest bar

/** A bar per class, as long as its number of training images. */
function countsChart({ classNames, train, test }: DatasetDescription): string {
  const most = Math.max(...train.counts, 1);
  const block = isAsciiOnly() ? '#' : '█';
  const rows = classNames.map((name, label) => {
    const length = Math.round((BAR * train.counts[label]) / most);
    const bar = block.repeat(Math.max(length, train.counts[label] > 0 ? 1 : 0));
    return [name, train.counts[label], test.counts[label], pc.cyan(bar)];
  });
  return table(['Class', 'Training', 'Test', ''], rows, { right: [1, 2] });
}

function firstImages(dataset: Dataset) {
  const { images, labels, count, height, width } = dataset.train;
  const size = height * width;
  return Array.from({ length: Math.min(FIRST, count) }, (_, i) => ({
    pixels: images.subarray(i * size, (i + 1) * size),
    height,
    width,
    label: className(dataset, labels[i]),
  }));
}
