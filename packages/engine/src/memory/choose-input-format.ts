// The format of x in memory: rows as lists of the elements that differ from the background, or in full.
import type { Program, ProgramSamples } from '../program';
import { type ListFormat, reserveLists, wordsOf } from './list-samples';
import { denseFormat, type InputFormat } from './store-samples';
import { valueCodes } from './value-codes';

// A list entry costs a product about as much as two elements of a full row.
const MAX_DENSITY = 0.4;

/**
 * The fastest formats for the x of sample sets that one program reads, all of one kind. The background is the most frequent value of the
 * first set.
 */
export function chooseInputFormats(
  { layers }: Pick<Program, 'layers'>,
  sets: readonly Pick<ProgramSamples, 'x'>[],
): readonly InputFormat[] {
  const [{ x: first }, ...others] = sets;
  const format = layers[0]?.kind === 'dense' ? listFormat(first) : undefined;
  if (!format || format.entries > MAX_DENSITY * first.length) return sets.map(() => denseFormat);
  const formats = [format, ...others.map(({ x }) => listFormat(x, format.background))];
  const areCoded = formats.every(({ kind }) => kind === 'coded');
  return formats.map((each) => inLists(areCoded ? each : { ...each, kind: 'wide' }));
}

const inLists = (format: ListFormat): InputFormat => ({
  kind: format.kind,
  reserve: (layout, x, count) => reserveLists(layout, x, count, format),
});

/** @param background default: the most frequent value */
function listFormat(x: ProgramSamples['x'], background?: number): ListFormat {
  return x instanceof Uint8Array ? bytesFormat(x, background) : floatsFormat(x, background);
}

function bytesFormat(x: Uint8Array, given?: number) {
  const counts = new Uint32Array(256);
  const words = wordsOf(x);
  let blackWords = 0; // most words of an image
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === 0) blackWords++;
    else for (let shift = 0; shift < 32; shift += 8) counts[(word >>> shift) & 0xff]++;
  }
  counts[0] += 4 * blackWords;
  for (let i = 4 * words.length; i < x.length; i++) counts[x[i]]++;
  const background = given ?? counts.indexOf(Math.max(...counts));
  const values = Float32Array.from(counts, (_, code) => code - background);
  const entries = x.length - (counts[background] ?? 0);
  return { kind: 'coded', entries, background, values, coded: x, backgroundCode: background } as const;
}

function floatsFormat(x: Float32Array, given?: number) {
  const codes = valueCodes(x);
  if (!codes) {
    const background = given ?? 0;
    return { kind: 'wide', entries: countOthers(x, background), background } as const;
  }
  const { counts, coded } = codes;
  const background = given ?? codes.values[counts.indexOf(Math.max(...counts))];
  const backgroundCode = codes.values.indexOf(background);
  const values = codes.values.map((value) => value - background);
  const entries = x.length - (counts[backgroundCode] ?? 0);
  return { kind: 'coded', entries, background, values, coded, backgroundCode } as const;
}

function countOthers(x: Float32Array, background: number): number {
  let count = 0;
  for (let i = 0; i < x.length; i++) if (x[i] !== background) count++;
  return count;
}
