// ARFF, Weka's table, as OpenML hands out mnist_784: a header that names the columns, then one row per picture, whole or sparse.
import { MlpLabError } from '@mlp-lab/core';
import type { SourceFile } from './source-file';
import { isPixelName, type TableRow, tableImages } from './table-images';
import { textLines } from './text-lines';

/** @throws MlpLabError `bad-data` for a header without attributes or data, and for a cell or a row that is not as the others. */
export async function readArff({ path, bytes }: SourceFile) {
  const { default: papa } = await import('papaparse');
  const lines = textLines(await bytes());
  const { relation, attributes, line } = readHeader(lines, path);
  const last = attributes.length - 1;
  const zeros = attributes.map(({ first }) => first ?? 0);
  // the class is the last attribute, whatever its name, unless that counts the pixels
  const names = attributes.map(({ name }, i) => (i === last && !isPixelName(name) ? 'class' : name));
  const table = tableImages(names, path, line + 1);
  for (const text of lines) {
    if (text.trim() === '' || text.startsWith('%')) continue;
    const weight = /,\s*(\{[^{}]*\})\s*$/.exec(text);
    if (weight) throw bad(path, `expected rows without a weight of their own, received ${weight[1]} at the end of one`);
    if (text.startsWith('{')) table.add(sparseRow(text, zeros, path));
    else table.add(wholeRow(text, papa));
  }
  return { relation, ...table.finish() };
}

/** Cells are separated by commas or tabs, and may be in either kind of quotes. */
function wholeRow(text: string, papa: typeof import('papaparse')): TableRow {
  const delimiter = text.includes(',') ? ',' : '\t';
  const quoteChar = ["'", '"'].find((quote) => text.includes(quote));
  return quoteChar ? papa.parse<string[]>(text, { delimiter, quoteChar }).data[0] : text.split(delimiter);
}

interface Attribute {
  readonly name: string;
  /** The first of its values, where they are listed. */
  readonly first?: string;
}

function readHeader(lines: Iterator<string>, path: string) {
  const attributes: Attribute[] = [];
  let relation: string | undefined;
  for (let line = 1; ; line++) {
    const { done, value } = lines.next();
    if (done) throw bad(path, 'expected a line @data before the rows, received none');
    const [, keyword, rest = ''] = /^\s*@(\w+)\s*(.*)$/.exec(value) ?? [];
    if (/^relation$/i.test(keyword)) relation = firstWord(rest);
    if (/^attribute$/i.test(keyword)) attributes.push({ name: firstWord(rest), first: firstValue(rest) });
    if (!/^data$/i.test(keyword)) continue;
    if (attributes.length === 0) throw bad(path, 'expected lines @attribute before @data, received none');
    return { relation, attributes, line };
  }
}

/** A name, which may be in quotes. */
const firstWord = (text: string) =>
  /^(?:'([^']*)'|"([^"]*)"|(\S+))/
    .exec(text.trim())
    ?.slice(1)
    .find((word) => word !== undefined) ?? '';

/** `class {zero, one}`: a sparse row leaves out the first value. */
function firstValue(text: string): string | undefined {
  const values = /\{(.*)\}\s*$/.exec(text)?.[1];
  return values === undefined ? undefined : firstWord(values.replace(/^([^'"]*?),.*$/, '$1'));
}

/** `{405 12, 784 3}`: the columns that are not 0, or not the first of their values, counted from 0. */
function sparseRow(text: string, zeros: TableRow, path: string): TableRow {
  const row = [...zeros];
  const width = zeros.length;
  for (const pair of text.replace(/^\s*\{|\}\s*$/g, '').split(',')) {
    if (pair.trim() === '') continue;
    const [, column, quoted, plain] = /^\s*(\d+)\s+(?:'([^']*)'|(\S+))\s*$/.exec(pair) ?? [];
    if (column === undefined || Number(column) >= width)
      throw bad(path, `expected a column from 0 to ${width - 1} and its value, received '${pair.trim().slice(0, 40)}'`);
    row[Number(column)] = quoted ?? plain;
  }
  return row;
}

const bad = (path: string, message: string) => new MlpLabError('bad-data', `${path}: ${message}`);
