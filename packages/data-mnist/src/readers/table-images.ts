// The rows of a table, one per picture → pixels and labels: which column is the label, by its name or by what it holds.
import { MlpLabError } from '@mlp-lab/core';
import { growingPixels } from './growing-pixels';
import type { StatedRoles } from './parted-set';
import type { RawSet } from './reader';
import { type Role, roleOf } from './roles';

/** A row of a table, as texts or numbers. */
export type TableRow = readonly (string | number)[];

/** Where the pixels and the label of a row are. */
interface Columns {
  /** The columns of one pixel each; or one column, whose cells hold as many numbers. */
  pixels: readonly number[];
  /** How many numbers are in each cell of the one column. */
  inCell?: number;
  /** A column that says which part of the data set a row belongs to. */
  role?: number;
  /** A column of labels, or one column for each class, which is 1 where the row belongs to it. Absent where no column is a label. */
  label?: number | readonly OneHot[];
}

interface OneHot {
  readonly column: number;
  readonly name: string | number;
}

const LABEL_WORDS = 'labels?|class|classes|targets?|y|digit|category|character|letter';
const LABEL = new RegExp(`^(${LABEL_WORDS}|fine_label)$`, 'i');
const ONE_HOT = new RegExp(`^(?:${LABEL_WORDS})[ _-]?(.+)$`, 'i');
const OTHER = /^(id|index|image_?id|unnamed.*|__index_level_\d+__|)$/i; // pandas's index, in CSV and parquet
const ROLE = /^(usage|split|sub_?set|set|partition|part)$/i;

/** Whether a column of this name holds the labels. */
export const isLabelName = (name: string): boolean => LABEL.test(name.trim());

/** Whether a column of this name may say which part of the data set each row belongs to. */
export const isRoleName = (name: string): boolean => ROLE.test(name.trim());

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
  const roles: Role[] = [];
  let columns: Columns | undefined;
  let width = names?.length ?? 0;
  let line = firstLine;

  const take = (row: TableRow, { pixels: at, inCell, label, role }: Columns) => {
    if (row.length !== width) throw bad(`${path}, line ${line}: expected ${width} columns, received ${row.length}`);
    if (inCell !== undefined) takeList(row, at[0], inCell);
    else
      for (const column of at) {
        const value = numberOfCell(row[column]);
        if (!Number.isFinite(value)) throw bad(`${place(column)}: expected a number, received ${shown(row[column])}`);
        pixels.push(value);
      }
    if (typeof label === 'number') labels.push(labelOfCell(row[label]));
    else if (label) labels.push(labelOf(row, label));
    if (role !== undefined) roles.push(roleOfCell(row, role));
    line++;
  };
  const place = (column: number) => `${path}, line ${line}, column ${column + 1}${names ? ` (${names[column]})` : ''}`;
  const takeList = (row: TableRow, column: number, size: number) => {
    const numbers = numbersOfCell(row[column]);
    if (numbers?.length !== size)
      throw bad(`${place(column)}: expected ${size} numbers, received ${numbers?.length ?? shown(row[column])}`);
    for (const number of numbers) pixels.push(number);
  };
  const roleOfCell = (row: TableRow, column: number): Role => {
    const role = roleOf(String(row[column]));
    if (role === undefined)
      throw bad(`${place(column)}: expected a part such as train or test, received ${shown(row[column])}`);
    return role;
  };
  const labelOf = (row: TableRow, classes: readonly OneHot[]) => {
    const marked = classes.filter(({ column }) => isMark(row[column], 1));
    if (marked.length === 1 && classes.filter(({ column }) => isMark(row[column], 0)).length === classes.length - 1)
      return marked[0].name;
    throw bad(
      `${path}, line ${line}: expected a 1 in one of the ${classes.length} columns of classes and 0 in the others, received ${marked.length} of them`,
    );
  };
  const decide = () => {
    width ||= waiting[0].length;
    columns = columnsOf(names, waiting, path);
    for (const row of waiting.splice(0)) take(row, columns);
  };

  return {
    add(row: TableRow): void {
      if (columns) take(row, columns);
      else if (waiting.push(row) === SAMPLE) decide();
    },
    /**
     * @returns the set; without labels where the table has none, with the part of each row where a column says it, and with the names of
     * the columns that are none of these.
     */
    finish(): Omit<RawSet, 'labels'> & { labels?: (string | number)[]; stated?: StatedRoles; leftOut: string[] } {
      if (waiting.length > 0) decide();
      if (!columns || line === firstLine) throw bad(`${path}: no rows: expected one for each picture`);
      const { pixels: at, inCell = at.length, label, role } = columns;
      const shape = [line - firstLine, inCell];
      const stated = role === undefined ? {} : { stated: { column: names![role].trim(), roles } };
      const used = new Set([...at, role, ...(typeof label === 'object' ? label.map(({ column }) => column) : [label])]);
      const leftOut = (names ?? []).filter((name, i) => !used.has(i) && !OTHER.test(name.trim()));
      const set = { pixels: pixels.finish(), shape, path, labelsPath: path, leftOut, ...stated };
      return label === undefined ? set : { ...set, labels };
    },
  };
}

const SAMPLE = 1000; // rows by which columns are told apart

/** A name, or a number; spreadsheets write a whole one as `7,0` where a comma stands before the decimals. */
const labelOfCell = (cell: string | number) =>
  typeof cell === 'string' && /^\s*\d+,0+\s*$/.test(cell) ? numberOfCell(cell) : cell;

/** A number as programs write it, or as spreadsheets do where a comma stands before the decimals; NaN for anything else. */
export function numberOfCell(cell: string | number | undefined): number {
  if (typeof cell === 'number') return cell;
  if (cell === undefined || cell.trim() === '') return Number.NaN;
  return Number(/^\s*-?\d*,\d+\s*$/.test(cell) ? cell.replace(',', '.') : cell);
}

/** The numbers of a cell that holds a list of them: `0 12 255`, `[0, 12, 255]`; undefined for anything else. */
function numbersOfCell(cell: string | number | undefined): number[] | undefined {
  const words = String(cell ?? '')
    .replace(/[[\]()]/g, ' ')
    .trim()
    .split(/[\s,;]+/);
  const numbers = words.map(numberOfCell);
  return numbers.length > 1 && numbers.every(Number.isFinite) ? numbers : undefined;
}

function columnsOf(names: readonly string[] | undefined, rows: readonly TableRow[], path: string): Columns {
  const all = [...(names ?? rows[0]).keys()];
  const isEmpty = (column: number) => rows.every((row) => String(row[column] ?? '').trim() === ''); // after a comma at the end of lines
  if (!names) return contentColumns(rows, isEmpty(all.length - 1) ? all.slice(0, -1) : all, path);
  const role = all.find((i) => isRoleName(names[i]) && rows.every((row) => roleOf(String(row[i] ?? '')) !== undefined));
  const given = all.filter((i) => i !== role && !OTHER.test(names[i].trim()));
  const found = namedColumns(names, given, rows, path);
  return role === undefined ? found : { ...found, role };
}

function namedColumns(
  names: readonly string[],
  given: readonly number[],
  rows: readonly TableRow[],
  path: string,
): Columns {
  const named = given.find((i) => isLabelName(names[i]));
  const label = named ?? oneHotByName(names, given, rows);
  const others = given.filter((i) =>
    typeof label === 'object' ? !label.some(({ column }) => column === i) : i !== label,
  );
  const list = others.find((column) => isImageSize(numbersOfCell(rows[0][column])?.length ?? 0));
  if (list !== undefined) {
    const [only, ...more] = others.filter((column) => column !== list); // FER2013 calls it emotion
    const inCell = numbersOfCell(rows[0][list])!.length;
    return { pixels: [list], inCell, label: label ?? (more.length === 0 ? only : undefined) };
  }
  if (isImageSize(others.length)) return { pixels: byNumber(names, others), label };
  const counted = others.filter((i) => isPixelName(names[i])); // pixel0, …, beside a weight, or a label that is called Klasse
  const [only, ...more] = others.filter((i) => !isPixelName(names[i]));
  if (isImageSize(counted.length) && (label !== undefined || more.length === 0))
    return { pixels: byNumber(names, counted), label: label ?? only };
  const pixels = withoutTexts(others, rows);
  if (label !== undefined || isImageSize(pixels.length) || !isImageSize(pixels.length - 1)) return { pixels, label };
  return contentColumns(rows, pixels, path); // pandas and others call columns 0, 1, 2, …
}

/** Whether a name counts the pixels: `pixel784`, `28x28`. */
export const isPixelName = (name: string): boolean => /^[a-z]*_?\d+(x\d+)?$/i.test(name.trim());

/** Columns whose names differ in a number alone, in its order: many programs sort names as texts, `pixel10` before `pixel2`. */
function byNumber(names: readonly string[], columns: readonly number[]): readonly number[] {
  const numbered = columns.map((column) => {
    const [, word, number] = /^(.*?)(\d+)$/.exec(names[column].trim()) ?? [];
    return { column, word, number: Number(number) };
  });
  if (numbered.some(({ word }) => word === undefined || word !== numbered[0].word)) return columns;
  return numbered.sort((a, b) => a.number - b.number).map(({ column }) => column);
}

/** The columns of `label_0 … label_9`, as get_dummies names them. */
function oneHotByName(names: readonly string[], columns: readonly number[], rows: readonly TableRow[]) {
  const classes = columns.flatMap((column) => {
    const name = ONE_HOT.exec(names[column].trim())?.[1];
    return name !== undefined && rows.every((row) => isMark(row[column], 0) || isMark(row[column], 1))
      ? [{ column, name }]
      : [];
  });
  return classes.length > 1 ? classes : undefined;
}

/** Whether a cell is 0 or 1, or False or True. */
const isMark = (cell: string | number, mark: 0 | 1): boolean =>
  numberOfCell(cell) === mark || String(cell).trim().toLowerCase() === String(mark === 1);

/** Without the columns of file names and the like, if pictures are left then. */
function withoutTexts(columns: readonly number[], rows: readonly TableRow[]): readonly number[] {
  const numbers = columns.filter((column) => rows.some((row) => Number.isFinite(numberOfCell(row[column]))));
  return isImageSize(numbers.length) || isImageSize(numbers.length - 1) ? numbers : columns;
}

/** Without names: one column more than a square number of pixels is the label, the first or the last; several more are one for each class. */
function contentColumns(rows: readonly TableRow[], columns: readonly number[], path: string): Columns {
  if (isImageSize(columns.length)) return { pixels: columns };
  const oneHot = isImageSize(columns.length - 1) ? undefined : oneHotByContent(rows, columns);
  if (oneHot) return oneHot;
  if (!isImageSize(columns.length - 1))
    throw bad(
      `${path}: expected a label and a square number of pixels (785 columns for 28 × 28), received ${columns.length} columns`,
    );
  const [first, last] = [columns[0], columns[columns.length - 1]];
  const label = density(rows, last) > density(rows, first) ? last : first;
  return { pixels: columns.filter((i) => i !== label), label };
}

/** The fewest columns at the end, or the start, that have a single 1 in each row and leave a square number of pixels. */
function oneHotByContent(rows: readonly TableRow[], columns: readonly number[]): Columns | undefined {
  for (let count = 2; count < columns.length - 3; count++) {
    if (!isImageSize(columns.length - count)) continue;
    for (const at of [columns.slice(-count), columns.slice(0, count)]) {
      const ones = (row: TableRow) => at.filter((column) => isMark(row[column], 1)).length;
      const zeros = (row: TableRow) => at.filter((column) => isMark(row[column], 0)).length;
      if (rows.every((row) => ones(row) === 1 && zeros(row) === count - 1))
        return { pixels: columns.filter((i) => !at.includes(i)), label: at.map((column, name) => ({ column, name })) };
    }
  }
}

/** How much of its range a column fills: labels do, corner pixels don't. Texts are labels; a constant is hardly one, black and white are none. */
function density(rows: readonly TableRow[], column: number): number {
  const values = new Set(rows.map((row) => row[column]));
  const numbers = [...values].map(numberOfCell);
  if (numbers.some((value) => !Number.isInteger(value))) return numbers.every(Number.isFinite) ? 0 : 2;
  if (values.size === 1 && rows.length > 1) return [0, 255].includes(numbers[0]) ? 0 : 1 / 256;
  return values.size / (Math.max(...numbers) - Math.min(...numbers) + 1);
}

/** Whether so many numbers are a square picture, grey or RGB. */
export const isImageSize = (pixels: number) =>
  pixels > 3 && [1, 3].some((channels) => Number.isInteger(Math.sqrt(pixels / channels)));

const shown = (cell: string | number | undefined) =>
  cell === undefined || cell === '' ? 'nothing' : `'${String(cell).slice(0, 40)}'`;

const bad = (message: string) => new MlpLabError('bad-data', message);
