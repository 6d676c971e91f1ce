// Parquet, one row per picture: Hugging Face's image and label, or OpenML's columns of pixels and a class.
import { MlpLabError } from '@mlp-lab/core';
import type { Compressors, FileMetaData } from 'hyparquet';
import { listImages } from './list-images';
import { bytesColumn, columnPages } from './parquet-pages';
import { pictureImages } from './picture-images';
import type { RawLabels, RawSet } from './reader';
import type { SourceFile } from './source-file';
import { tableImages } from './table-images';

type ParquetSet = Omit<RawSet, 'labels'> & { labels?: RawLabels; classNames?: string[]; isColoured?: boolean };

const IMAGE = /^(image|img|picture|png|pixels)$/i;
const LABEL = /^(label|labels|class|target|y|digit|category|character|fine_label)$/i;

/** @param files of one set, in their order. @throws MlpLabError `bad-data` where one is damaged or holds no pictures. */
export async function readParquet(files: readonly SourceFile[]): Promise<ParquetSet> {
  const { parquetMetadata } = await import('hyparquet');
  const parts = [];
  for (const { path, bytes } of files) {
    const content = await bytes();
    const isWhole = content.length === content.buffer.byteLength;
    const file = isWhole ? content.buffer : content.slice().buffer;
    parts.push({ path, file, metadata: guarded(path, () => parquetMetadata(file)) });
  }
  const names = topColumns(parts[0].metadata);
  const image = names.find((name) => IMAGE.test(name));
  const label = names.find((name) => LABEL.test(name));
  if (image === undefined) return readTable(parts, names);
  const count = parts.reduce((sum, { metadata }) => sum + Number(metadata.num_rows), 0);
  const pictures = pictureImages(count);
  const lists = listImages();
  const labels: (number | string)[] = [];
  for (const part of parts)
    for (const [group, range] of rowGroups(part.metadata).entries()) {
      const where = (row: number) => `${part.path}, row ${range[0] + row + 1}`;
      let row = 0;
      for await (const values of readImages(part, image, group, range))
        for (let i = 0; i < values.length; i++, row++) {
          const value = values[i];
          const at = row;
          const here = () => where(at);
          const added = isList(value) ? lists.add(value, here) : pictures.add(bytesOf(value, image, here), here);
          if (added) await added;
        }
      if (row !== range[1] - range[0])
        throw damaged(part.path, new Error(`expected ${range[1] - range[0]} pictures in a row group, received ${row}`));
      if (label === undefined) continue;
      row = 0;
      for (const values of await readColumn(part, label, range))
        for (let i = 0; i < values.length; i++, row++) labels.push(labelOf(values[i], () => where(row)));
    }
  const { path } = parts[0];
  const pixels = lists.count() > 0 ? lists.finish() : pictures.finish();
  const set = { ...pixels, path, labelsPath: path, classNames: classNamesOf(parts[0].metadata, label) };
  return label === undefined ? set : { ...set, labels };
}

interface Part {
  path: string;
  file: ArrayBuffer;
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
    const { done, value } = await pages.next().catch((cause) => {
      throw damaged(`${path}, column ${image}`, cause);
    });
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
  await parquetRead(options).catch((cause) => {
    throw damaged(`${path}, column ${name}`, cause);
  });
  return values;
}

type Values = ArrayLike<unknown>;

/** A page of nothing is not given to the library, which can't read one from LZ4: a column of nulls has such a dictionary. */
async function loadCompressors(): Promise<Compressors> {
  const { compressors } = await import('hyparquet-compressors');
  const guarded = Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => (length === 0 ? new Uint8Array(0) : unpack(input, length)),
  ]);
  return Object.fromEntries(guarded);
}

/** Pixels in lists: of rows, or of all of them one after the other. */
const isList = (value: unknown): value is readonly unknown[] | ArrayLike<number> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof Uint8Array));

/** Hugging Face keeps `{ bytes, path }`; others the bytes alone. */
function bytesOf(value: unknown, image: string, where: () => string): Uint8Array {
  const bytes = value instanceof Uint8Array ? value : (value as { bytes?: unknown } | null)?.bytes;
  if (bytes instanceof Uint8Array) return bytes;
  throw new MlpLabError('bad-data', `${where()}: expected the bytes of a picture in '${image}', received none`);
}

function labelOf(value: unknown, where: () => string): number | string {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  throw new MlpLabError('bad-data', `${where()}: expected a label, received ${value == null ? 'null' : typeof value}`);
}

/** Columns of numbers, a pixel each. */
async function readTable(parts: readonly Part[], names: string[]): Promise<ParquetSet> {
  const table = tableImages(names, parts[0].path, 1);
  for (const part of parts)
    for (const [start, end] of rowGroups(part.metadata))
      for (let at = start; at < end; at += ROWS)
        for (const row of await readRows(part, at, Math.min(end, at + ROWS)))
          table.add(names.map((name) => labelOf(row[name], () => `${part.path}, column ${name}`)));
  return table.finish();
}

const ROWS = 5000;

async function readRows({ path, file, metadata }: Part, rowStart: number, rowEnd: number) {
  const [{ parquetReadObjects }, compressors] = await Promise.all([import('hyparquet'), loadCompressors()]);
  return parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors, utf8: false }).catch((cause) => {
    throw damaged(path, cause);
  });
}

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

function guarded<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw damaged(path, cause);
  }
}

const damaged = (path: string, cause: unknown) =>
  new MlpLabError('bad-data', `${path}: damaged parquet file: ${(cause as Error).message}`, { cause });
