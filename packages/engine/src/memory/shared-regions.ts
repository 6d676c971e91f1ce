// The regions of the memory of shared inputs that programs have for themselves.
import { attempt, PAGE, pagesOf, type Region } from './regions';
import type { SharedInputs } from './shared-inputs';

/**
 * A region and the code for it. The code contains the region's address, but its size does not depend on it: where the region that is
 * free is too small, the program is compiled again.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function claimRegion<Compiled>(
  { id, memory }: SharedInputs,
  planAt: (base: number) => { compiled: Compiled; bytes: number },
): { compiled: Compiled; region: Region } {
  const free = takeReleasedRegion(id);
  const base = free?.address ?? memory.buffer.byteLength;
  const { compiled, bytes } = planAt(base);
  if (free && free.bytes >= bytes) {
    new Uint8Array(memory.buffer, base, free.bytes).fill(0);
    return { compiled, region: free };
  }
  const region = extend(memory, bytes);
  return { compiled: region.address === base ? compiled : planAt(region.address).compiled, region };
}

/** Extends a memory by a region of at least `bytes`, which no other thread gets, even if several extend it at once. */
function extend(memory: WebAssembly.Memory, bytes: number): Region {
  const pages = pagesOf(bytes);
  return attempt(memory.buffer.byteLength + bytes, () => ({ address: memory.grow(pages) * PAGE, bytes: pages * PAGE }));
}

/** A memory can't shrink: the regions that programs released in the memory of shared inputs, by their id. */
const released = new Map<number, Region[]>();

/** Keeps a region for the next program that reads the same shared inputs. */
export function releaseRegion(inputs: number, region: Region): void {
  released.set(inputs, [...(released.get(inputs) ?? []), region]);
}

/** The region that was released last, if any; it holds whatever the last program wrote there. */
const takeReleasedRegion = (inputs: number): Region | undefined => released.get(inputs)?.pop();
