// CSV, one row per picture: Kaggle's digits and Fashion-MNIST, MNIST in CSV, EMNIST, with or without names of columns.
import { MlpLabError } from '@mlp-lab/core';
import type { SourceFile } from './source-file';
import { numberOfCell, tableImages } from './table-images';
import { wholeLines } from './text-lines';

/** @throws MlpLabError `bad-data` for a cell or a row that is not as the others; it names the line. */
export async function readCsv(file: SourceFile) {
  const { path } = file;
  let table: ReturnType<typeof tableImages> | undefined;
  for await (const { row: cells, line } of csvRows(file)) {
    const row = table ? cells : asBeforePandas(cells);
    const names = table ? undefined : headerOf(row);
    table ??= tableImages(names, path, names ? line + 1 : line);
    if (!names) table.add(row);
  }
  if (!table) throw new MlpLabError('bad-data', `${path}: empty: expected a row for each picture`);
  return table.finish();
}

/** The labels of as many pictures: the last cell of each row, or the one of several that is 1. A row more is the header. */
export async function readCsvLabels(file: SourceFile, count: number): Promise<(string | number)[]> {
  const rows: string[][] = [];
  for await (const { row } of csvRows(file)) rows.push(row);
  if (rows.length === count + 1) rows.shift();
  return rows.map((row) => {
    const ones = row.flatMap((cell, i) => (numberOfCell(cell) === 1 ? [i] : []));
    return row.length > 2 && ones.length === 1 ? ones[0] : row[row.length - 1];
  });
}

/** The rows of a file, each with the line of the first of them that its part of the file has. */
export async function* csvRows({ path, bytes }: SourceFile): AsyncGenerator<{ row: string[]; line: number }> {
  const { default: papa } = await import('papaparse');
  let line = 1;
  let delimiter: string | undefined;
  for (const part of wholeLines(await bytes())) {
    const lines = delimiter === undefined ? withoutComments(part) : part;
    if (delimiter === undefined) line += linesOf(part) - linesOf(lines);
    delimiter ??= delimiterOf(lines);
    const text = delimiter === ' ' ? lines.replace(/^ +| +$/gm, '').replace(/ +/g, ' ') : lines;
    const { data, errors } = papa.parse<string[]>(text, { delimiter, skipEmptyLines: 'greedy' });
    const error = errors.find(({ type }) => type === 'Quotes');
    if (error) throw new MlpLabError('bad-data', `${path}: ${error.message}: expected quotes in pairs`);
    for (const row of data) yield { row, line };
  }
}

/**
 * What stands as often in the second line as in the first: names of columns may hold any of them. A comma last: spreadsheets write it
 * before decimals where cells are parted by semicolons.
 */
function delimiterOf(text: string): string {
  const [first = '', second = first] = text.replace(/"[^"]*"/g, '').match(/\S.*/g) ?? [];
  const found = ['\t', ';', '|', ','].filter((each) => first.includes(each));
  return found.find((each) => first.split(each).length === second.split(each).length) ?? found[0] ?? ' ';
}

const linesOf = (text: string) => text.split('\n').length;

/** numpy.savetxt begins its header with #; other lines before the table that begin so are left out, as is Excel's `sep=;`. */
function withoutComments(text: string): string {
  const separator = /^\ufeff?sep=.\r?\n/i.exec(text);
  if (separator) return text.slice(separator[0].length);
  const [, comment, next] = /^\s*#\s*(.*)\r?\n(.*)/.exec(text) ?? [];
  if (comment === undefined) return text;
  const cells = (line: string) => line.trim().split(/[,;\t|]| +/).length;
  return cells(comment) === cells(next)
    ? text.replace(/^\s*#\s*/, '')
    : withoutComments(text.slice(text.indexOf('\n') + 1));
}

/** Whether the numbers among some cells count from 0, 1 or 2: an index, a label or a file's name may stand before them or after. */
function countsUp(cells: readonly string[]): boolean {
  const numbers = cells.filter((cell) => /^\d+$/.test(cell)).map(Number);
  return numbers.length > 2 && numbers[0] <= 2 && numbers.every((number, i) => number === numbers[0] + i);
}

const FEWEST_REPEATED = 8; // cells

/**
 * A table without names that pandas read as one with names, and wrote again, as that of A–Z letters on Kaggle: its first picture became
 * names, and so that no two are the same, 0, 0, 0 became 0, 0.1, 0.2.
 */
function asBeforePandas(cells: readonly string[]): string[] {
  const times = new Map<string, number>();
  const before = cells.map((cell) => {
    const [, value, time] = /^(\d+)\.(\d+)$/.exec(cell) ?? [];
    const isNext = value !== undefined && times.get(value) === Number(time) - 1;
    const own = isNext ? value : cell;
    times.set(own, isNext ? Number(time) : 0);
    return own;
  });
  const repeated = before.filter((cell, i) => cell !== cells[i]).length;
  return repeated >= FEWEST_REPEATED && new Set(cells).size === cells.length ? before : [...cells];
}

/** The names of the columns: the first row, where most of it is no numbers or where it counts the pixels. */
function headerOf(first: readonly string[]): string[] | undefined {
  const cells = first.map((cell) => cell.trim());
  const words = cells.filter((cell) => !Number.isFinite(numberOfCell(cell)));
  return words.length > cells.length / 2 || countsUp(cells) ? cells : undefined;
}
