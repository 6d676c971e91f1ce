// A column of a parquet file without lists, a page (about 1 MB) at a time: the library's own functions hand out whole row groups, of which
// pandas writes one for all 60,000 pictures.
import type { ColumnMetaData, Compressors, FileMetaData } from 'hyparquet';

/** @param column the path of a leaf: `['image', 'bytes']`. @throws whatever damaged bytes make the library throw. */
export async function* columnPages(
  file: ArrayBuffer,
  { schema }: FileMetaData,
  column: ColumnMetaData,
  compressors: Compressors,
): AsyncGenerator<ArrayLike<unknown>> {
  const [{ parquetHeader, readPage }, { convert, DEFAULT_PARSERS }, { getSchemaPath }] = await Promise.all([
    import('hyparquet/src/column.js'),
    import('hyparquet/src/convert.js'),
    import('hyparquet/src/schema.js'),
  ]);
  const { path_in_schema: pathInSchema, dictionary_page_offset, data_page_offset, total_compressed_size } = column;
  const schemaPath = getSchemaPath(schema, pathInSchema);
  const { element } = schemaPath[schemaPath.length - 1];
  const decoder = { ...column, pathInSchema, schemaPath, element, compressors, utf8: false, parsers: DEFAULT_PARSERS };
  const view = new DataView(file, Number(dictionary_page_offset ?? data_page_offset), Number(total_compressed_size));
  const reader = { view, offset: 0 };
  let dictionary: Parameters<typeof readPage>[3];
  while (reader.offset < view.byteLength - 1) {
    const header = parquetHeader(reader);
    const { data } = readPage(reader, header, decoder, dictionary, undefined, 0);
    if (header.type === 'DICTIONARY_PAGE') dictionary = data && convert(data, decoder);
    else if (data) yield Array.from(data, unwrapped);
  }
}

/** The library puts the values of a structure into lists of one. */
const unwrapped = (value: unknown): unknown => (Array.isArray(value) ? unwrapped(value[0]) : value);

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
