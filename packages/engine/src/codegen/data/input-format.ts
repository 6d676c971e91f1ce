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
  /** Column and float for each element that is not 0. */
  | { readonly kind: 'wide'; readonly entries: number }
  | { readonly kind: 'dense' };

// A product with an entry of a list costs about as much as with two elements of a full row.
const MOST_ENTRIES = 0.4;

/**
 * The format for rows `x`.
 *
 * @param lists whether lists are the only way (`true`), are ruled out (`false`), or are taken where they are faster.
 */
export function inputFormat(x: Float32Array | Uint8Array, lists?: boolean): InputFormat {
  if (lists === false) return { kind: 'dense' };
  const format = x instanceof Uint8Array ? bytesFormat(x) : floatsFormat(x);
  const few = format.entries <= MOST_ENTRIES * x.length;
  return few || lists ? format : { kind: 'dense' };
}

function bytesFormat(x: Uint8Array) {
  const values = Float32Array.from({ length: 256 }, (_, code) => code);
  return { kind: 'coded', entries: countNonZero(x), background: 0, values } as const;
}

function floatsFormat(x: Float32Array) {
  const codes = valueCodes(x);
  if (!codes) return { kind: 'wide', entries: countNonZero(x) } as const;
  const most = codes.counts.indexOf(Math.max(...codes.counts));
  const background = codes.size ? codes.values[most] : 0;
  const values = codes.values.map((value) => value - background);
  return { kind: 'coded', entries: x.length - codes.counts[most], background, values, codes } as const;
}

function countNonZero(x: Float32Array | Uint8Array): number {
  let count = 0;
  for (let i = 0; i < x.length; i++) if (x[i] !== 0) count++;
  return count;
}
