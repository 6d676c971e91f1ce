// How many threads are in teams now: whoever chooses the size of another team leaves them their cores.
let taken = 0;

export const threadsTaken = (): number => taken;

/** @param count negative when they are given back. */
export function countTaken(count: number): void {
  taken += count;
}
