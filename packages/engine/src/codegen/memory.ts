// The WebAssembly memory of a runner: made and widened, with an error that says how much was asked for.
import { MlpLabError } from '@mlp-lab/core';

const PAGE = 65536;

/** @throws MlpLabError `unavailable` where there is not as much. */
export function allocate(bytes: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  } catch (cause) {
    throw outOfMemory(bytes, cause);
  }
}

/** Widens `memory` to `bytes`, if it is smaller.
 *
 * @throws MlpLabError `unavailable` where there is not as much. */
export function grow(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch (cause) {
    throw outOfMemory(bytes, cause);
  }
}

function outOfMemory(bytes: number, cause: unknown): MlpLabError {
  const megabytes = Math.ceil(bytes / 2 ** 20);
  return new MlpLabError(
    'unavailable',
    `out of memory: the network and its data need ${megabytes} MB in one WebAssembly memory (at most 4096 MB); use fewer rows or a smaller batchSize`,
    { cause },
  );
}
