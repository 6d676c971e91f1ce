// CSV, one row per picture: Kaggle's digits and Fashion-MNIST, MNIST in CSV, EMNIST, with or without names of columns.
import { MlpLabError } from '@mlp-lab/core';
import type { SourceFile } from './source-file';
import { tableImages } from './table-images';
import { wholeLines } from './text-lines';

/** @throws MlpLabError `bad-data` for a cell or a row that is not as the others; it names the line. */
export async function readCsv({ path, bytes }: SourceFile) {
  const { default: papa } = await import('papaparse');
  let table: ReturnType<typeof tableImages> | undefined;
  let delimiter: string | undefined;
  let isSpaced: boolean | undefined;
  for (const part of wholeLines(await bytes())) {
    const lines = table ? part : part.replace(/^\s*#\s*/, ''); // numpy.savetxt begins with #
    isSpaced ??= !/[,;\t|]/.test(/\S.*/.exec(lines)?.[0] ?? '');
    const text = isSpaced ? lines.replace(/^ +| +$/gm, '').replace(/ +/g, ' ') : lines;
    const options = { delimiter: isSpaced ? ' ' : delimiter, skipEmptyLines: 'greedy' as const };
    const { data, errors, meta } = papa.parse<string[]>(text, options);
    const error = errors.find(({ type }) => type === 'Quotes');
    if (error) throw new MlpLabError('bad-data', `${path}: ${error.message}: expected quotes in pairs`);
    delimiter ??= meta.delimiter;
    if (!table && data.length > 0) {
      const names = headerOf(data[0]);
      table = tableImages(names, path, names ? 2 : 1);
      if (names) data.shift();
    }
    for (const row of data) table?.add(row);
  }
  if (!table) throw new MlpLabError('bad-data', `${path}: empty: expected a row for each picture`);
  return table.finish();
}

/** The names of the columns: the first row, where most of it is no numbers or where it counts the pixels from 0 or 1. */
function headerOf(first: readonly string[]): string[] | undefined {
  const cells = first.map((cell) => cell.trim());
  const words = cells.filter((cell) => cell === '' || !Number.isFinite(Number(cell)));
  const inner = cells.slice(1, -1).map(Number);
  const counts = inner.length > 2 && inner[0] <= 2 && inner.every((cell, i) => cell === inner[0] + i);
  return words.length > cells.length / 2 || counts ? cells : undefined;
}
