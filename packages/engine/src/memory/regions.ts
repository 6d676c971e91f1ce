// The WebAssembly memory that modules work on, and the regions of it that programs have for themselves.
import { MlpLabError, missingWebAssembly } from '@mlp-lab/core/common';

const PAGE = 65536;
/** 4 GB: the largest size of a shared memory. */
export const MAX_PAGES = 65536;

/** A part of a memory that one program has for itself. */
export interface Region {
  readonly address: number;
  readonly bytes: number;
}

/** @throws MlpLabError `unavailable` where the machine has too little memory. */
export function allocate(bytes: number, { shared = false } = {}): WebAssembly.Memory {
  const initial = pagesOf(bytes);
  return attempt(bytes, () => new WebAssembly.Memory({ initial, ...(shared && { shared, maximum: MAX_PAGES }) }));
}

/**
 * Extends a memory by a region of at least `bytes`, which no other thread gets, even if several extend it at once.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function extend(memory: WebAssembly.Memory, bytes: number): Region {
  const pages = pagesOf(bytes);
  return attempt(memory.buffer.byteLength + bytes, () => ({ address: memory.grow(pages) * PAGE, bytes: pages * PAGE }));
}

/** The region of at least `bytes` in a memory that is still to be made for one program. */
export const newRegion = (bytes: number): Region => ({ address: PAGE, bytes: pagesOf(bytes) * PAGE });

/** A memory can't shrink: the regions that programs released in the memory of shared inputs, by their id. */
const released = new Map<number, Region[]>();

/** Keeps a region for the next program that reads the same shared inputs. */
export function releaseRegion(inputs: number, region: Region): void {
  released.set(inputs, [...(released.get(inputs) ?? []), region]);
}

/** The region that was released last, if any; it holds whatever the last program wrote there. */
export const takeReleasedRegion = (inputs: number): Region | undefined => released.get(inputs)?.pop();

const pagesOf = (bytes: number) => Math.ceil(bytes / PAGE);

function attempt<T>(bytes: number, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const megabytes = Math.ceil(bytes / 2 ** 20);
    const reason =
      missingWebAssembly(true) ?? // not even one page can be had
      `the network and its data need ${megabytes} MB in one WebAssembly memory (at most 4096 MB); use fewer rows or a smaller batchSize`;
    throw new MlpLabError('unavailable', `out of memory: ${reason}`, { cause });
  }
}
