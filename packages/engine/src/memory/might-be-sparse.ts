// Whether it is worth loading what stores rows as lists.
import type { Program, ProgramSamples } from '../program';

const SAMPLE = 1024;
const MANY = 460; // 0.45 of them: well below the 0.6 of all elements from which on lists are shorter
const GOLDEN = 0.6180339887498949; // its multiples, modulo 1, lie evenly wherever one stops

/** Whether one number fills so much of x, by a sample, that lists of the others may be shorter. */
export function mightBeSparse({ layers }: Pick<Program, 'layers'>, x: ProgramSamples['x']): boolean {
  if (layers[0]?.kind !== 'dense') return false;
  const sample = new Float32Array(SAMPLE);
  for (let i = 0; i < SAMPLE; i++) sample[i] = x[Math.floor(((i * GOLDEN) % 1) * x.length)];
  sample.sort();
  return sample.some((value, i) => value === sample[i + MANY]);
}
