// The rows of a table, one per picture → pixels and labels: which column is the label, by its name or by what it holds.
import { MlpLabError } from '@mlp-lab/core';
import { growingPixels } from './growing-pixels';
import type { RawSet } from './reader';

/** A row of a table, as texts or numbers. */
export type TableRow = readonly (string | number)[];

/** Where the pixels and the label of a row are. */
interface Columns {
  pixels: readonly number[];
  /** Absent where no column is a label. */
  label?: number;
}

const LABEL = /^(label|labels|class|classes|target|targets|y|digit|category|character|letter)$/i;
const OTHER = /^(id|index|image_?id|unnamed.*|)$/i;

/**
 * Collects the rows of one table.
 *
 * @param names of the columns, if the table has them.
 * @param path the origin of the table, for messages.
 * @param firstLine the line of the first row, for messages.
 */
export function tableImages(names: readonly string[] | undefined, path: string, firstLine: number) {
  const waiting: TableRow[] = [];
  const pixels = growingPixels();
  const labels: (string | number)[] = [];
  let columns = names && namedColumns(names);
  let line = firstLine;

  const take = (row: TableRow, { pixels: at, label }: Columns) => {
    const width = at.length + (label === undefined ? 0 : 1);
    const expected = names?.length ?? width;
    if (row.length !== expected)
      throw bad(`${path}, line ${line}: expected ${expected} columns, received ${row.length}`);
    for (const column of at) {
      const cell = row[column];
      const value = typeof cell === 'number' ? cell : cell.trim() === '' ? Number.NaN : Number(cell);
      if (!Number.isFinite(value))
        throw bad(
          `${path}, line ${line}, column ${column + 1}${names ? ` (${names[column]})` : ''}: expected a number, received ${shown(cell)}`,
        );
      pixels.push(value);
    }
    if (label !== undefined) labels.push(row[label]);
    line++;
  };
  const decide = () => {
    columns = contentColumns(waiting, path);
    for (const row of waiting.splice(0)) take(row, columns);
  };

  return {
    add(row: TableRow): void {
      if (columns) take(row, columns);
      else if (waiting.push(row) === SAMPLE) decide();
    },
    /** @returns the set; without labels where the table has none. */
    finish(): Omit<RawSet, 'labels'> & { labels?: (string | number)[] } {
      if (waiting.length > 0) decide();
      if (!columns || line === firstLine) throw bad(`${path}: no rows: expected one for each picture`);
      const { pixels: at, label } = columns;
      const shape = [line - firstLine, at.length];
      const set = { pixels: pixels.finish(), shape, path, labelsPath: path };
      return label === undefined ? set : { ...set, labels };
    },
  };
}

const SAMPLE = 1000; // rows by which the column of the labels is found, where none has a name

function namedColumns(names: readonly string[]): Columns {
  const all = [...names.keys()];
  const label = all.find((i) => LABEL.test(names[i].trim()));
  return { pixels: all.filter((i) => i !== label && !OTHER.test(names[i].trim())), label };
}

/** Without names: one column more than a square number of pixels is the label, the first or the last. */
function contentColumns(rows: readonly TableRow[], path: string): Columns {
  const width = rows[0].length;
  const all = Array.from({ length: width }, (_, i) => i);
  if (isImageSize(width)) return { pixels: all };
  if (!isImageSize(width - 1))
    throw bad(
      `${path}: expected a label and a square number of pixels (785 columns for 28 × 28), received ${width} columns`,
    );
  const label = density(rows, width - 1) > density(rows, 0) ? width - 1 : 0;
  return { pixels: all.filter((i) => i !== label), label };
}

/** How much of its range a column fills: labels do, corner pixels don't. Texts are labels, a constant is none. */
function density(rows: readonly TableRow[], column: number): number {
  const values = new Set(rows.map((row) => row[column]));
  const numbers = [...values].map(Number);
  if (numbers.some((value) => !Number.isInteger(value))) return numbers.every(Number.isFinite) ? 0 : 2;
  return values.size === 1 && rows.length > 1 ? 0 : values.size / (Math.max(...numbers) - Math.min(...numbers) + 1);
}

const isImageSize = (pixels: number) =>
  pixels > 3 && [1, 3].some((channels) => Number.isInteger(Math.sqrt(pixels / channels)));

const shown = (cell: string | number | undefined) =>
  cell === undefined || cell === '' ? 'nothing' : `'${String(cell).slice(0, 40)}'`;

const bad = (message: string) => new MlpLabError('bad-data', message);
