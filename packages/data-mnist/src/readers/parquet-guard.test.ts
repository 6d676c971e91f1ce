import { expect, it } from 'vitest';
import { checkPage, type GuardedColumn, type PageHeader } from './parquet-guard';

const COUNT = 8;
const texts: GuardedColumn = { type: 'BYTE_ARRAY', num_values: 20n, levels: { repetition: 0, definition: 1 } };
const asItIs = (bytes: Uint8Array) => bytes;

/** Definition levels, with their length before them, and what follows. */
const page = (levels: readonly number[], values: readonly number[] = []) =>
  Uint8Array.from([levels.length, 0, 0, 0, ...levels, ...values]);

const first = (bytes: Uint8Array, encoding: 'PLAIN' | 'RLE_DICTIONARY' = 'PLAIN', num_values = COUNT): PageHeader => ({
  type: 'DATA_PAGE',
  uncompressed_page_size: bytes.length,
  compressed_page_size: bytes.length,
  data_page_header: { num_values, encoding, definition_level_encoding: 'RLE', repetition_level_encoding: 'RLE' },
});

const run = (count: number, value: number): number[] => [count << 1, value];
const packed = (groups: number, bytes: readonly number[]): number[] => [(groups << 1) | 1, ...bytes];

it.each([
  ['a run of as many levels as values', page(run(8, 1))],
  ['several', page([...run(3, 1), ...run(5, 0)])],
  ['packed ones, of which the last are not used', page(packed(1, [0b0111_1111]), [1, 2, 3])],
])('passes %s', (_, bytes) => {
  expect(checkPage(bytes, first(bytes), texts, asItIs)).toBe(bytes);
});

it.each([
  ['a run of more levels than values', page(run(24, 1)), 'expected runs of 8 values in all, received one of 24'],
  ['packed ones', page(packed(3, [255, 255, 255])), 'expected runs of 8 values in all, received one of 24'],
  ['several', page([...run(7, 1), ...run(9, 0)]), 'expected runs of 8 values in all, received one of 9'],
])('refuses %s', (_, bytes, message) => {
  expect(() => checkPage(bytes, first(bytes), texts, asItIs)).toThrow(message);
});

it('refuses a run of more places in the dictionary than values', () => {
  const bytes = page(run(8, 1), [1, ...run(32, 0)]); // one bit each
  expect(() => checkPage(bytes, first(bytes, 'RLE_DICTIONARY'), texts, asItIs)).toThrow('received one of 32');
  const few = page(run(8, 1), [1, ...run(8, 0)]);
  expect(checkPage(few, first(few, 'RLE_DICTIONARY'), texts, asItIs)).toBe(few);
});

it('refuses more values than the column has', () => {
  const bytes = page(run(8, 1));
  const claim = first(bytes, 'PLAIN', 21);
  expect(() => checkPage(bytes, claim, texts, asItIs)).toThrow('expected at most 20 values in a page, received 21');
});

it('checks the levels of the second version, which are not compressed, and its values, which are', () => {
  const second = (levels: number[], values: number[]) => {
    const bytes = Uint8Array.from([...levels, ...values]);
    const sizes = { uncompressed_page_size: bytes.length, compressed_page_size: bytes.length };
    const counts = { num_values: COUNT, num_nulls: 0, num_rows: COUNT };
    const lengths = { definition_levels_byte_length: levels.length, repetition_levels_byte_length: 0 };
    const header = { ...counts, ...lengths, encoding: 'RLE_DICTIONARY' as const, is_compressed: true };
    return [bytes, { type: 'DATA_PAGE_V2', ...sizes, data_page_header_v2: header } satisfies PageHeader] as const;
  };
  const unpacked: number[] = [];
  const unpack = (bytes: Uint8Array, length: number) => {
    unpacked.push(length);
    return bytes;
  };
  expect(checkPage(...second(run(8, 1), [1, ...run(8, 0)]), texts, unpack)).toBeUndefined();
  expect(unpacked).toEqual([3]);
  expect(() => checkPage(...second(run(24, 1), []), texts, unpack)).toThrow('received one of 24');
  expect(() => checkPage(...second(run(8, 1), [1, ...run(32, 0)]), texts, unpack)).toThrow('received one of 32');
});
