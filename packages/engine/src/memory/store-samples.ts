// ProgramSamples → MemorySamples: samples in the memory that modules work on, x in the form that the first layer reads.
import type { ProgramSamples } from '../program';
import type { InputKind, SAMPLES_FIELD } from './call-block';
import { type Layout, VECTOR } from './layout';

/** Samples in memory, as their addresses and format: the values of the call block's fields. Plain data. */
export type MemorySamples = Readonly<Partial<Record<keyof typeof SAMPLES_FIELD, number>>>;

/** Copies samples to the memory that was reserved for them. */
export type Store = (memory: ArrayBufferLike) => MemorySamples;

/** How the rows of x are stored. */
export interface InputFormat {
  readonly kind: InputKind;
  /** Reserves memory for x, `[count, width]`. */
  readonly reserve: (layout: Layout, x: ProgramSamples['x'], count: number) => Store;
}

/** In full. */
export const denseFormat: InputFormat = { kind: 'dense', reserve: reserveDense };

export const SLACK = 4 * VECTOR; // kernels read whole vectors beyond the last element

/** Reserves memory for samples; without a format, x is in memory already. */
export function reserveSamples(
  layout: Layout,
  samples: Omit<ProgramSamples, 'y'> & Partial<ProgramSamples>,
  format: InputFormat | undefined,
): Store {
  const targets = reserveTargets(layout, samples);
  const input = format?.reserve(layout, samples.x, samples.count);
  return (memory) => ({ ...targets(memory), ...input?.(memory) });
}

function reserveTargets(layout: Layout, { y, weights }: Partial<ProgramSamples>): Store {
  const targets = layout.reserve((y?.byteLength ?? 0) + SLACK);
  const sampleWeights = weights ? layout.reserve(weights.byteLength) : 0;
  return (memory) => {
    if (y) put(memory, targets, y);
    if (weights) put(memory, sampleWeights, weights);
    return { targets, sampleWeights };
  };
}

function reserveDense(layout: Layout, x: ProgramSamples['x']): Store {
  const rows = layout.reserve(x.byteLength + SLACK);
  return (memory) => {
    put(memory, rows, x);
    return { rows, byteRows: x instanceof Uint8Array ? 1 : 0 };
  };
}

export function put(memory: ArrayBufferLike, address: number, values: ProgramSamples['x'] | ProgramSamples['y']): void {
  new Uint8Array(memory, address).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
