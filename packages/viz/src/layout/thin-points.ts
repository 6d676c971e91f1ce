// Keeps a curve of thousands of points small: no more of them than the picture has room for, and no peak lost.
import { maxIndex, minIndex, range } from 'd3-array';

/** At most about `most` of the points: of each run of neighbours the first, the lowest and the highest; all if they are few. */
export function thinPoints<T extends { y: number }>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most) return points;
  const size = Math.ceil((3 * points.length) / most);
  return range(0, points.length, size).flatMap((from) => {
    const run = points.slice(from, from + size);
    const y = run.map((point) => point.y);
    const kept = new Set([0, minIndex(y), maxIndex(y)].filter((i) => i >= 0));
    return [...kept].sort((a, b) => a - b).map((i) => run[i]);
  });
}
