// A column of a parquet file without lists, a page (about 1 MB) at a time: the library's own functions hand out whole row groups, of which
// pandas writes one for all 60,000 pictures, and put each value of a structure into a list of its own.
import type { ColumnMetaData, Compressors, FileMetaData } from 'hyparquet';
import type { FileParts } from '../folder';
import { checkPage, type PageHeader } from './parquet-guard';

/** @param column the path of a leaf: `['image', 'bytes']`. @throws whatever damaged bytes make the library throw. */
export async function* columnPages(
  file: FileParts,
  metadata: FileMetaData,
  column: ColumnMetaData,
  compressors: Compressors,
): AsyncGenerator<Iterable<unknown>> {
  const [{ schemaPath, levels, unpack, pages }, { convert, DEFAULT_PARSERS }, { readDataPage, readDataPageV2 }] =
    await Promise.all([
      openColumn(file, metadata, column, compressors),
      import('hyparquet/src/convert.js'),
      import('hyparquet/src/datapage.js'),
    ]);
  const { path_in_schema: pathInSchema } = column;
  const { element } = schemaPath[schemaPath.length - 1];
  const decoder = { ...column, pathInSchema, schemaPath, element, compressors, utf8: false, parsers: DEFAULT_PARSERS };
  const present = levels.definition;
  let dictionary: Dictionary | undefined;
  for await (const { header, packed, page } of pages()) {
    const { uncompressed_page_size: size, data_page_header: first, data_page_header_v2: second } = header;
    if (header.type === 'DICTIONARY_PAGE') {
      dictionary = dictionaryOf(unpack(packed, size), header.dictionary_page_header!.num_values);
      continue;
    }
    const texts = page
      ? first?.encoding === 'PLAIN' && plainBytes(page, first.num_values, present > 0)
      : second && plainValues(second, packed, size, unpack);
    if (texts) {
      yield texts;
      continue;
    }
    const { definitionLevels, dataPage } =
      page && first ? readDataPage(page, first, decoder) : readDataPageV2(packed, header, decoder);
    const isIndex = /DICTIONARY/.test((first ?? second)!.encoding);
    const converted = (values: ArrayLike<unknown>) => convert(values as Parameters<typeof convert>[0], decoder);
    const values = isIndex ? dataPage : converted(dataPage);
    const at = (i: number) => (isIndex ? converted([dictionary?.(values[i] as number)])[0] : values[i]);
    yield presentValues(definitionLevels ?? [], present, values.length, at);
  }
}

/** Checks the pages of columns that the library itself reads, as `columnPages` does. @param names of the columns, or of what contains them. */
export async function checkPages(
  file: FileParts,
  metadata: FileMetaData,
  names: readonly string[],
  compressors: Compressors,
): Promise<void> {
  for (const { columns } of metadata.row_groups)
    for (const { meta_data: column } of columns) {
      if (!column || !names.includes(column.path_in_schema[0])) continue;
      const { pages } = await openColumn(file, metadata, column, compressors);
      for await (const checked of pages()) void checked;
    }
}

/** A column's pages, dictionaries included, each of which is checked; `page` is one of the first version, unpacked. */
async function openColumn(file: FileParts, { schema }: FileMetaData, column: ColumnMetaData, compressors: Compressors) {
  const [{ parquetHeader }, { decompressPage }, { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath }] =
    await Promise.all([
      import('hyparquet/src/column.js'),
      import('hyparquet/src/datapage.js'),
      import('hyparquet/src/schema.js'),
    ]);
  const { path_in_schema, codec, dictionary_page_offset, data_page_offset, total_compressed_size } = column;
  const schemaPath = getSchemaPath(schema, path_in_schema);
  const levels = { repetition: getMaxRepetitionLevel(schemaPath), definition: getMaxDefinitionLevel(schemaPath) };
  const unpack = (bytes: Uint8Array, length: number) => decompressPage(bytes, length, codec, compressors);
  const guarded = { ...column, levels };

  async function* pages() {
    const start = Number(dictionary_page_offset || data_page_offset); // some writers give 0 for none
    const bytes = slidingWindow(file, start, start + Number(total_compressed_size));
    while (await bytes.reach(HEADER)) {
      const header = parquetHeader(bytes.reader);
      await bytes.reach(header.compressed_page_size);
      const packed = bytes.take(header.compressed_page_size);
      yield { header, packed, page: checkPage(packed, header, guarded, unpack) };
    }
  }

  return { schemaPath, levels, unpack, pages };
}

/** Of the values, those that are there, and undefined where one is null: one by one, for the same reason as `plainBytes`. */
function* presentValues(
  levels: ArrayLike<number>,
  present: number,
  count: number,
  at: (i: number) => unknown,
): Generator<unknown> {
  if (levels.length === 0) for (let i = 0; i < count; i++) yield at(i);
  let next = 0;
  for (let i = 0; i < levels.length; i++) yield levels[i] === present ? at(next++) : undefined;
}

/** A value of a dictionary by its number. */
type Dictionary = (index: number) => Uint8Array | undefined;

/** A list of where each value starts: one of the values themselves, up to 60,000, would be larger than a page. */
function dictionaryOf(page: Uint8Array, count: number): Dictionary {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  if (count * LENGTH > page.length) throw new Error(`a dictionary of ${page.length} bytes can't hold ${count} values`);
  const starts = new Uint32Array(count);
  for (let i = 0, at = 0; i < count; i++) {
    starts[i] = at;
    at += LENGTH + view.getUint32(at, true);
  }
  return (index) => {
    const start = starts[index];
    if (start === undefined) return undefined;
    return page.subarray(start + LENGTH, start + LENGTH + view.getUint32(start, true));
  };
}

type HeaderV2 = NonNullable<PageHeader['data_page_header_v2']>;

/** The values of a page of the second version, if they are bytes without nulls, one after the other. */
function plainValues(
  header: HeaderV2,
  packed: Uint8Array,
  size: number,
  unpack: (packed: Uint8Array, length: number) => Uint8Array,
): Iterable<Uint8Array> | undefined {
  const { encoding, num_nulls, num_values, is_compressed, repetition_levels_byte_length: repetitions } = header;
  if (encoding !== 'PLAIN' || num_nulls !== 0) return undefined;
  const levels = repetitions + header.definition_levels_byte_length;
  const values = packed.subarray(levels);
  return plainBytes(is_compressed === false ? values : unpack(values, size - levels), num_values, false);
}

/**
 * The commonest page, of bytes without nulls, one value after the other: a list of all would outlive the youngest garbage, for which
 * Node then reserves ten times the room. Undefined where the values don't end with the page: some are null.
 */
function plainBytes(page: Uint8Array, count: number, isNullable: boolean): Iterable<Uint8Array> | undefined {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const start = isNullable ? LENGTH + view.getUint32(0, true) : 0; // after the levels, which say what is null
  let end = start;
  for (let i = 0; i < count && end + LENGTH <= page.length; i++) end += LENGTH + view.getUint32(end, true);
  return end === page.length ? bytesFrom(page, view, start) : undefined;
}

function* bytesFrom(page: Uint8Array, view: DataView, start: number): Generator<Uint8Array> {
  for (let at = start, length: number; at < page.length; at += length) {
    length = view.getUint32(at, true);
    at += LENGTH;
    yield page.subarray(at, at + length);
  }
}

const LENGTH = 4; // bytes that hold the length of a value

const HEADER = 2 ** 16; // bytes: more than a page's header takes, with its statistics
const WINDOW = 2 ** 20; // bytes that are read at once, but for larger pages

/** The bytes of a file from `start` to before `end`, of which some are in memory: as the library reads, `reader.offset` grows. */
function slidingWindow(file: FileParts, start: number, end: number) {
  const reader = { view: new DataView(new ArrayBuffer(0)), offset: 0 };
  return {
    reader,
    /** Brings the next `length` bytes into memory, or as many as there are. @returns whether any are left. */
    async reach(length: number): Promise<boolean> {
      const at = start + reader.offset;
      const wanted = Math.min(length, end - at);
      if (reader.offset + wanted > reader.view.byteLength) {
        reader.view = new DataView(await file.slice(at, Math.min(end, at + Math.max(wanted, WINDOW))));
        start = at;
        reader.offset = 0;
      }
      return reader.offset < reader.view.byteLength;
    },
    take(length: number): Uint8Array {
      const bytes = new Uint8Array(reader.view.buffer, reader.offset, length);
      reader.offset += length;
      return bytes;
    },
  };
}

/** The leaf that holds the bytes of pictures: the column itself, or its `bytes`; undefined for lists and other structures. */
export function bytesColumn(
  { schema, row_groups }: FileMetaData,
  group: number,
  image: string,
): ColumnMetaData | undefined {
  const isRepeated = schema.some(
    ({ repetition_type, name }) => repetition_type === 'REPEATED' && name !== schema[0].name,
  );
  const leaves = row_groups[group].columns.flatMap(({ meta_data: column }) => (column ? [column] : []));
  const own = leaves.filter(({ path_in_schema: [top] }) => top === image);
  const found = own.find(({ path_in_schema: [, inner, ...deeper] }) => inner === 'bytes' && deeper.length === 0);
  const leaf = found ?? (own.length === 1 && own[0].path_in_schema.length === 1 ? own[0] : undefined);
  return isRepeated || leaf?.type !== 'BYTE_ARRAY' ? undefined : leaf;
}
