// How the rows of a data set are kept for the first layer: as lists of what differs from the background, or in full.
import { type ValueCodes, valueCodes } from './value-codes';

export type InputFormat =
  /** A word for each element that is not the background: its column, and the code of its value. */
  | {
      readonly kind: 'coded';
      readonly entries: number;
      readonly background: number;
      /** The value of each code, less the background. */
      readonly values: Float32Array;
      /** Codes of floats; bytes are their own codes. */
      readonly codes?: ValueCodes;
    }
  /** Column and float, less the background, for each element that is not the background. */
  | { readonly kind: 'wide'; readonly entries: number; readonly background: number }
  | { readonly kind: 'dense' };

// A product with an entry of a list costs about as much as with two elements of a full row.
const MOST_ENTRIES = 0.4;

/** The fastest format for rows `x`: their background is the value that most elements have. */
export function inputFormat(x: Float32Array | Uint8Array): InputFormat {
  const format = listFormat(x);
  return format.entries <= MOST_ENTRIES * x.length ? format : { kind: 'dense' };
}

/** The form of rows beside others whose background is given; those are dense where there is none. */
export const formatLike = (background: number | undefined, x: Float32Array | Uint8Array): InputFormat =>
  background === undefined ? { kind: 'dense' } : listFormat(x, background);

/** Lists of what differs from `background`, or from the value that most elements have. */
function listFormat(x: Float32Array | Uint8Array, background?: number): Exclude<InputFormat, { kind: 'dense' }> {
  return x instanceof Uint8Array ? bytesFormat(x, background) : floatsFormat(x, background);
}

function bytesFormat(x: Uint8Array, given?: number) {
  const fours = new Uint32Array(4 * 256); // each fourth byte apart: an addition to a number in memory waits for the one before
  for (let i = 0; i < x.length; i++) fours[4 * x[i] + (i & 3)]++;
  const counts = Array.from({ length: 256 }, (_, code) => sumOf(fours.subarray(4 * code, 4 * code + 4)));
  const background = given ?? counts.indexOf(Math.max(...counts));
  const values = Float32Array.from(counts, (_, code) => code - background);
  return { kind: 'coded', entries: x.length - (counts[background] ?? 0), background, values } as const;
}

const sumOf = (numbers: Uint32Array) => numbers.reduce((sum, number) => sum + number, 0);

function floatsFormat(x: Float32Array, given?: number) {
  const codes = valueCodes(x);
  if (!codes) {
    const background = given ?? 0;
    return { kind: 'wide', entries: countOthers(x, background), background } as const;
  }
  const background = given ?? codes.values[codes.counts.indexOf(Math.max(...codes.counts))];
  const values = codes.values.map((value) => value - background);
  return { kind: 'coded', entries: countOthers(x, background), background, values, codes } as const;
}

function countOthers(x: Float32Array, background: number): number {
  let count = 0;
  for (let i = 0; i < x.length; i++) if (x[i] !== background) count++;
  return count;
}
