// How the rows of a data set are kept for the first layer: as lists of what differs from the background, or in full.
import type { Program, ProgramSamples } from '../program';
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

export type ListFormat = Exclude<InputFormat, { kind: 'dense' }>;

// A product with an entry of a list costs about as much as with two elements of a full row.
const MOST_ENTRIES = 0.4;

/**
 * The fastest formats for the x of data sets that one program reads, all of one kind. The background is the value that most elements of
 * the first have.
 */
export function chooseInputFormats(
  { layers }: Pick<Program, 'layers'>,
  [first, ...others]: readonly ProgramSamples['x'][],
): readonly InputFormat[] {
  const format = layers[0]?.kind === 'dense' ? listFormat(first) : undefined;
  if (!format || format.entries > MOST_ENTRIES * first.length) return [first, ...others].map(() => ({ kind: 'dense' }));
  const formats = [format, ...others.map((x) => listFormat(x, format.background))];
  if (formats.every(({ kind }) => kind === 'coded')) return formats;
  return formats.map(({ entries, background }) => ({ kind: 'wide', entries, background }));
}

/** Lists of what differs from `background`, or from the value that most elements have. */
function listFormat(x: ProgramSamples['x'], background?: number): ListFormat {
  return x instanceof Uint8Array ? bytesFormat(x, background) : floatsFormat(x, background);
}

function bytesFormat(x: Uint8Array, given?: number) {
  const counts = new Uint32Array(256);
  const words = wordsOf(x);
  let blackWords = 0; // which most words of a picture are
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === 0) blackWords++;
    else for (let shift = 0; shift < 32; shift += 8) counts[(word >>> shift) & 0xff]++;
  }
  counts[0] += 4 * blackWords;
  for (let i = 4 * words.length; i < x.length; i++) counts[x[i]]++;
  const background = given ?? counts.indexOf(Math.max(...counts));
  const values = Float32Array.from(counts, (_, code) => code - background);
  return { kind: 'coded', entries: x.length - (counts[background] ?? 0), background, values } as const;
}

/** As many bytes as can be read four at once: none where they don't begin on a word. */
export function wordsOf(x: ProgramSamples['x']): Uint32Array {
  const fits = x instanceof Uint8Array && x.byteOffset % 4 === 0;
  return fits ? new Uint32Array(x.buffer, x.byteOffset, x.length >>> 2) : new Uint32Array(0);
}

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
