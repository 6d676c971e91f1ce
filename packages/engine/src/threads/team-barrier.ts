// The words of a team's barrier, as JavaScript sets them.
import { BARRIER_BYTES, BARRIER_FIELD, BROKEN_UP } from '../codegen/barrier-words';

/** Prepares the barrier for a call. No thread may be in one. */
export function resetBarrier({ buffer }: WebAssembly.Memory, address: number): void {
  const words = new Int32Array(buffer, address, BARRIER_BYTES / 4);
  for (const field of Object.values(BARRIER_FIELD)) Atomics.store(words, field / 4, 0);
}

/** Lets all threads that wait at the barrier go on, each to the end of its call, and nobody wait any more. */
export function breakUp({ buffer }: WebAssembly.Memory, address: number): void {
  const words = new Int32Array(buffer, address, BARRIER_BYTES / 4);
  const meetings = BARRIER_FIELD.meetings / 4;
  Atomics.or(words, meetings, BROKEN_UP);
  Atomics.notify(words, meetings);
}
