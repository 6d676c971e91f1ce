// Parquet, one row per picture: Hugging Face's image and label, or OpenML's columns of pixels and a class.
import { MlpLabError } from '@mlp-lab/core';
import type { FileMetaData } from 'hyparquet';
import type { FileParts } from '../folder';
import { checkedParts } from './checked-parts';
import { formatOf } from './formats';
import { listImages } from './list-images';
import { loadCompressors } from './parquet-compressors';
import { bytesColumn, checkPages, columnPages } from './parquet-pages';
import type { PartedSet } from './parted-set';
import { pictureImages } from './picture-images';
import { type Role, roleOf } from './roles';
import type { SourceFile } from './source-file';
import { isImageSize, isLabelName, isRoleName, tableImages } from './table-images';

type ParquetSet = PartedSet & { classNames?: string[]; isColoured?: boolean };

const IMAGE = /^(image|img|picture|png|pixels)$/i;

/** What maps say of their columns is not read: a damaged schema keeps the library busy there for ever. */
const PLAIN = { geoparquet: false };

/** @param files of one set, in their order. @throws MlpLabError `bad-data` where one is damaged or holds no pictures. */
export async function readParquet(files: readonly SourceFile[]): Promise<ParquetSet> {
  const { parquetMetadataAsync } = await import('hyparquet');
  const opened: Omit<Part, 'metadata'>[] = [];
  try {
    for (const { path, parts } of files) opened.push({ path, file: checkedParts(await parts()) });
    const parts: Part[] = [];
    for (const { path, file } of opened) {
      const metadata = await parquetMetadataAsync(file, PLAIN).then(checked).catch(damaged(path));
      parts.push({ path, file, metadata });
    }
    return await readParts(parts);
  } finally {
    await Promise.all(opened.map(({ file }) => file.close()));
  }
}

async function readParts(parts: readonly Part[]): Promise<ParquetSet> {
  const names = topColumns(parts[0].metadata);
  const label = names.find(isLabelName);
  const image =
    names.find((name) => IMAGE.test(name)) ??
    names.find((name) => name !== label && isOfPictures(parts[0].metadata, name));
  const role = names.find((name) => isRoleName(name) && name !== label && name !== image);
  await checkPagesOf(
    parts,
    (part, name) =>
      image === undefined || name === label || name === role || (name === image && !isOfBytes(part, name)),
  );
  if (image === undefined) return readTable(parts, names);
  const count = parts.reduce((sum, { metadata }) => sum + Number(metadata.num_rows), 0);
  const pictures = pictureImages(count);
  const lists = listImages();
  const labels: (number | string)[] = [];
  const roles: (Role | undefined)[] = [];
  for (const part of parts)
    for (const [group, range] of rowGroups(part.metadata).entries()) {
      const where = (row: number) => `${part.path}, row ${range[0] + row + 1}`;
      let row = 0;
      for await (const values of readImages(part, image, group, range))
        for (const value of values) {
          const at = row++;
          if (at >= range[1] - range[0])
            damaged(part.path)(new Error(`expected ${range[1] - range[0]} pictures in a row group, received more`));
          const here = () => where(at);
          const added =
            isList(value) || isRaw(value) ? lists.add(value, here) : pictures.add(bytesOf(value, image, here), here);
          if (added) await added;
        }
      if (row !== range[1] - range[0])
        damaged(part.path)(new Error(`expected ${range[1] - range[0]} pictures in a row group, received ${row}`));
      if (role !== undefined)
        for (const values of await readColumn(part, role, range))
          for (const value of values) roles.push(roleOf(textOf(value)));
      if (label === undefined) continue;
      row = 0;
      for (const values of await readColumn(part, label, range))
        for (const value of values) {
          labels.push(labelOf(value, () => where(row)));
          row++;
        }
    }
  const { path } = parts[0];
  const pixels = lists.count() > 0 ? lists.finish() : pictures.finish();
  const known = roles.filter((each) => each !== undefined);
  const stated = role !== undefined && known.length === count ? { stated: { column: role, roles: known } } : {};
  const set = { ...pixels, ...stated, path, labelsPath: path, classNames: classNamesOf(parts[0].metadata, label) };
  return label === undefined ? set : { ...set, labels };
}

/** What the rest relies on: the library hands out what damaged metadata says. @throws Error where it can't be. */
function checked(metadata: FileMetaData): FileMetaData {
  if (metadata.schema.some(({ name }) => typeof name !== 'string'))
    throw new Error('expected a name of each column, received none');
  if (!metadata.row_groups.every(({ columns }) => Array.isArray(columns)))
    throw new Error('expected a list of columns in each row group');
  const rows = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
  const sum = rows.reduce((total, count) => total + count, 0);
  if (!rows.every((count) => count >= 0) || sum !== Number(metadata.num_rows))
    throw new Error(`expected ${metadata.num_rows} rows in its groups, received ${rows.join(' + ') || 'none'}`);
  return metadata;
}

interface Part {
  path: string;
  file: FileParts;
  metadata: FileMetaData;
}

type Range = readonly [start: number, end: number];

/** A row group holds its rows together: a column of one at a time is in memory. */
function rowGroups({ row_groups }: FileMetaData): Range[] {
  let end = 0;
  return row_groups.map(({ num_rows }) => {
    const start = end;
    end += Number(num_rows);
    return [start, end];
  });
}

/** Checks the pages of the columns that the library itself reads. */
async function checkPagesOf(parts: readonly Part[], isRead: (part: Part, name: string) => boolean): Promise<void> {
  const compressors = await loadCompressors();
  for (const part of parts) {
    const names = topColumns(part.metadata).filter((name) => isRead(part, name));
    await checkPages(part.file, part.metadata, names, compressors).catch(damaged(part.path));
  }
}

const isOfBytes = ({ metadata }: Part, name: string): boolean =>
  metadata.row_groups.every((_, group) => bytesColumn(metadata, group, name) !== undefined);

/** The pictures of a row group, a page at a time where they are bytes. Hugging Face's paths beside them are left alone. */
async function* readImages(part: Part, image: string, group: number, range: Range): AsyncGenerator<Values> {
  const { file, metadata, path } = part;
  const column = bytesColumn(metadata, group, image);
  if (column === undefined) {
    yield* await readColumn(part, image, range);
    return;
  }
  const pages = columnPages(file, metadata, column, await loadCompressors());
  for (;;) {
    const { done, value } = await pages.next().catch(damaged(`${path}, column ${image}`));
    if (done) return;
    yield value;
  }
}

/** Its values, in as many arrays as the library hands out. */
async function readColumn({ path, file, metadata }: Part, name: string, [rowStart, rowEnd]: Range): Promise<Values[]> {
  const [{ parquetRead }, compressors] = await Promise.all([import('hyparquet'), loadCompressors()]);
  const values: Values[] = [];
  const onChunk = ({ columnData }: { columnData: Values }) => values.push(columnData);
  const options = { file, metadata, columns: [name], rowStart, rowEnd, compressors, utf8: false, onChunk };
  await parquetRead(options).catch(damaged(`${path}, column ${name}`));
  return values;
}

type Values = Iterable<unknown>;

/** Pixels in lists: of rows, or of all of them one after the other. */
const isList = (value: unknown): value is readonly unknown[] | ArrayLike<number> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof Uint8Array));

/** Pixels as bytes, without a format: `image.tobytes()`. */
const isRaw = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array && isImageSize(value.length) && formatOf(value, '') === undefined;

/** Whether a column holds lists, structures or bytes: none of a table of pixels does. */
function isOfPictures({ schema }: FileMetaData, column: string): boolean {
  const at = schema.findIndex(({ name }, i) => i > 0 && name === column);
  const { num_children: children = 0, type, logical_type: logical, converted_type: converted } = schema[at];
  const isValue =
    ['STRING', 'DECIMAL', 'FLOAT16'].includes(logical?.type ?? '') || ['UTF8', 'DECIMAL'].includes(converted ?? '');
  return children > 0 || ((type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') && !isValue);
}

/** Hugging Face keeps `{ bytes, path }`; others the bytes alone. */
function bytesOf(value: unknown, image: string, where: () => string): Uint8Array {
  const bytes = value instanceof Uint8Array ? value : (value as { bytes?: unknown } | null)?.bytes;
  if (bytes instanceof Uint8Array) return bytes;
  throw new MlpLabError('bad-data', `${where()}: expected the bytes of a picture in '${image}', received none`);
}

const textOf = (value: unknown) =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value ?? '');

function labelOf(value: unknown, where: () => string): number | string {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return Number(value);
  if (isList(value) && value.length > 0) return labelOfList(Array.from(value as ArrayLike<unknown>), where);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  throw new MlpLabError('bad-data', `${where()}: expected a label, received ${value == null ? 'null' : typeof value}`);
}

/** A label alone, or a 1 among zeros. */
function labelOfList(list: readonly unknown[], where: () => string): number | string {
  if (list.length === 1) return labelOf(list[0], where);
  const numbers = list.map(Number);
  const at = numbers.indexOf(1);
  if (at >= 0 && numbers.every((number, i) => number === (i === at ? 1 : 0))) return at;
  throw new MlpLabError('bad-data', `${where()}: expected one label for each picture, received ${list.length}`);
}

/** Columns of numbers, a pixel each. */
async function readTable(parts: readonly Part[], names: string[]): Promise<ParquetSet> {
  const table = tableImages(names, parts[0].path, 1);
  for (const part of parts)
    for (const range of rowGroups(part.metadata)) {
      const columns: Cells[] = [];
      for (const name of names) columns.push(await readCells(part, name, range));
      for (let row = 0; row < range[1] - range[0]; row++) table.add(columns.map((cells) => cells[row]));
    }
  return table.finish();
}

type Cells = Uint8Array | readonly (string | number)[];

/** A column of one row group: bytes, where all of its values are, which take an eighth of the memory. */
async function readCells(part: Part, name: string, range: Range): Promise<Cells> {
  const where = () => `${part.path}, column ${name}`;
  const bytes = new Uint8Array(range[1] - range[0]);
  let cells: (string | number)[] | undefined;
  let count = 0;
  for (const values of await readColumn(part, name, range))
    for (const value of values) {
      const cell = labelOf(value, where);
      if (!cells && !isByte(cell)) cells = Array.from(bytes.subarray(0, count));
      if (cells) cells.push(cell);
      else bytes[count] = cell as number;
      count++;
    }
  if (count !== bytes.length)
    damaged(part.path)(new Error(`expected ${bytes.length} values in the column ${name}, received ${count}`));
  return cells ?? bytes;
}

const isByte = (cell: string | number) =>
  typeof cell === 'number' && cell >= 0 && cell <= 255 && Number.isInteger(cell) && !Object.is(cell, -0);

const topColumns = ({ schema }: FileMetaData): string[] => {
  const names: string[] = [];
  for (let i = 1; i < schema.length; i++) {
    names.push(schema[i].name);
    i += descendants(schema, i);
  }
  return names;
};

function descendants(schema: FileMetaData['schema'], at: number): number {
  const children = schema[at].num_children ?? 0;
  let count = 0;
  for (let child = 0; child < children && at + count + 1 < schema.length; child++)
    count += 1 + descendants(schema, at + count + 1);
  return count;
}

/** The `ClassLabel` feature that the datasets library writes beside the schema. */
function classNamesOf({ key_value_metadata = [] }: FileMetaData, label: string | undefined): string[] | undefined {
  const text = key_value_metadata.find(({ key }) => key === 'huggingface')?.value;
  if (text === undefined || label === undefined) return undefined;
  try {
    const names = JSON.parse(text).info?.features?.[label]?.names;
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : undefined;
  } catch {
    return undefined;
  }
}

/** Throws what the library says of a file; that it can't be read stays as it is. */
const damaged =
  (path: string) =>
  (cause: Error): never => {
    if (cause instanceof MlpLabError) throw cause;
    throw new MlpLabError('bad-data', `${path}: damaged parquet file: ${cause.message}`, { cause });
  };
