// Parquet, one row per picture: Hugging Face's image and label, or OpenML's columns of pixels and a class.
import { MlpLabError } from '@mlp-lab/core';
import type { FileMetaData } from 'hyparquet';
import { type PictureImages, pictureImages } from './picture-images';
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
  const labels: (number | string)[] = [];
  for (const part of parts) await readImages(part, image, label, pictures, labels);
  const { path } = parts[0];
  const set = { ...pictures.finish(), path, labelsPath: path, classNames: classNamesOf(parts[0].metadata, label) };
  return label === undefined ? set : { ...set, labels };
}

interface Part {
  path: string;
  file: ArrayBuffer;
  metadata: FileMetaData;
}

async function readImages(
  part: Part,
  image: string,
  label: string | undefined,
  pictures: PictureImages,
  labels: (number | string)[],
): Promise<void> {
  const columns = label === undefined ? [image] : [image, label];
  for (const [start, end] of rowGroups(part.metadata)) {
    const rows = await readRows(part, columns, start, end);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      rows[i] = {}; // freed while the pixels take its place
      const bytes = bytesOf(row[image]);
      const where = `${part.path}, row ${start + i + 1}`;
      if (!bytes)
        throw new MlpLabError('bad-data', `${where}: expected the bytes of a picture in '${image}', received none`);
      await pictures.add(bytes, where);
      if (label !== undefined) labels.push(labelOf(row[label], where));
    }
  }
}

/** A row group holds its rows together: the rows of one at a time are in memory. */
function rowGroups({ row_groups }: FileMetaData): [start: number, end: number][] {
  let end = 0;
  return row_groups.map(({ num_rows }) => {
    const start = end;
    end += Number(num_rows);
    return [start, end];
  });
}

async function readRows(
  { path, file, metadata }: Part,
  columns: string[] | undefined,
  rowStart: number,
  rowEnd: number,
) {
  const [{ parquetReadObjects }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  return parquetReadObjects({ file, metadata, columns, rowStart, rowEnd, compressors, utf8: false }).catch((cause) => {
    throw damaged(path, cause);
  });
}

/** Hugging Face keeps `{ bytes, path }`; others the bytes alone. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  const bytes = (value as { bytes?: unknown } | null)?.bytes;
  return bytes instanceof Uint8Array ? bytes : undefined;
}

function labelOf(value: unknown, where: string): number | string {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  throw new MlpLabError('bad-data', `${where}: expected a label, received ${value === null ? 'null' : typeof value}`);
}

/** Columns of numbers, a pixel each. */
async function readTable(parts: readonly Part[], names: string[]): Promise<ParquetSet> {
  const table = tableImages(names, parts[0].path, 1);
  for (const part of parts)
    for (const [start, end] of rowGroups(part.metadata))
      for (let at = start; at < end; at += ROWS)
        for (const row of await readRows(part, undefined, at, Math.min(end, at + ROWS)))
          table.add(names.map((name) => labelOf(row[name], `${part.path}, column ${name}`)));
  return table.finish();
}

const ROWS = 5000;

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
