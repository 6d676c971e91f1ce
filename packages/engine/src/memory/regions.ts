// The WebAssembly memory that modules work on, and the regions of it that programs have for themselves.
import { MlpLabError, missingWebAssembly } from '@mlp-lab/core/common';

/** Bytes. */
export const PAGE = 65536;
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

/** The region of at least `bytes` in a memory that is still to be made for one program. */
export const newRegion = (bytes: number): Region => ({ address: PAGE, bytes: pagesOf(bytes) * PAGE });

export const pagesOf = (bytes: number) => Math.ceil(bytes / PAGE);

/** @throws MlpLabError `unavailable` if the action fails, because `bytes` can't be had. */
export function attempt<T>(bytes: number, action: () => T): T {
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
