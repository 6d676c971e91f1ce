// The WebAssembly memory that modules work on: made and extended, with an error that says how much was asked for.
import { MlpLabError } from '@mlp-lab/core';

const PAGE = 65536;
/** 4 GB: what a shared memory may grow to. */
export const MAX_PAGES = 65536;

/** A part of a memory that one program has for itself. */
export interface Region {
  readonly address: number;
  readonly bytes: number;
}

/** @throws MlpLabError `unavailable` where there is not as much. */
export function allocate(bytes: number, { shared = false } = {}): WebAssembly.Memory {
  const initial = pagesOf(bytes);
  return attempt(bytes, () => new WebAssembly.Memory({ initial, ...(shared && { shared, maximum: MAX_PAGES }) }));
}

/**
 * Adds a region of at least `bytes` to a memory, nobody else's even where threads do so at once.
 *
 * @throws MlpLabError `unavailable` where there is not as much.
 */
export function extend(memory: WebAssembly.Memory, bytes: number): Region {
  const pages = pagesOf(bytes);
  return attempt(memory.buffer.byteLength + bytes, () => ({ address: memory.grow(pages) * PAGE, bytes: pages * PAGE }));
}

const pagesOf = (bytes: number) => Math.ceil(bytes / PAGE);

function attempt<T>(bytes: number, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const megabytes = Math.ceil(bytes / 2 ** 20);
    throw new MlpLabError(
      'unavailable',
      `out of memory: the network and its data need ${megabytes} MB in one WebAssembly memory (at most 4096 MB); use fewer rows or a smaller batchSize`,
      { cause },
    );
  }
}
