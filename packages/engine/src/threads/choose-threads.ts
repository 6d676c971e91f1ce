// How many threads train one network.
import { coreCount } from '@mlp-lab/core/common';
import type { Program } from '../program';
import { threadsTaken } from './threads-taken';

/** Threads that a caller allows. */
export type Threads = number | { readonly exactly: number };

export interface Workload {
  program: Pick<Program, 'layers'>;
  /** Rows of an epoch. */
  rows: number;
  epochs: number;
  batchSize: number;
  /** Whether JavaScript runs after each batch. */
  byBatch: boolean;
}

// Products of a step that are worth a thread: on every machine that was measured, two threads gain from twice as many. See docs/threads.md.
const PRODUCTS_OF_THREAD = 4_000_000;
// Where each batch is a call of its own, which costs some 100 µs.
const PRODUCTS_OF_THREAD_BY_BATCH = 5_000_000;
// Products of a training that are worth the start of threads, some 50 ms.
const PRODUCTS_OF_START = 1.5e9;

/**
 * The number of threads that train a network fastest, `most` at most: one unless a step has enough work for each, and the training for
 * their start, and no more than there are cores that no team of this thread has. `{ exactly }` is taken as it is.
 */
export function chooseThreads(most: Threads = Number.POSITIVE_INFINITY, workload: Workload): number {
  if (typeof most !== 'number') return most.exactly;
  const { program, rows, epochs, batchSize, byBatch } = workload;
  const weights = program.layers.reduce(
    (sum, layer) => sum + (layer.kind === 'dense' ? layer.inputs * layer.outputs : 0),
    0,
  );
  if (weights * rows * epochs < PRODUCTS_OF_START) return 1;
  const worthwhile =
    (weights * Math.min(batchSize, rows)) / (byBatch ? PRODUCTS_OF_THREAD_BY_BATCH : PRODUCTS_OF_THREAD);
  return Math.max(1, Math.min(most, coreCount() - threadsTaken(), Math.floor(worthwhile)));
}
