// Work in short slices, between which the page answers and is drawn.

const SLICE = 6; // milliseconds

/**
 * Does the steps of `work` until it is done, a few at a time.
 *
 * @param done is called after the last step.
 */
export function inSlices(work: Iterator<unknown>, done: () => void): void {
  const end = performance.now() + SLICE;
  let isDone = false;
  while (!isDone && performance.now() < end) isDone = work.next().done === true;
  if (isDone) done();
  else setTimeout(() => inSlices(work, done));
}
