// Leaves out points of a curve that nobody would miss, so that the SVG of long and of flat curves stays small.
import { maxIndex, minIndex, range } from 'd3-array';

/**
 * About `most` of the points: of every run of neighbours the first, the lowest and the highest, so that no peak is lost; all of
 * them where they are few.
 */
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

const TOLERANCE = 0.25; // pixels

/**
 * The points x, y, … that a curve needs: the ends of every unbroken run and, between them, each one that is further than
 * `tolerance` pixels from the straight line between its kept neighbours (Douglas and Peucker 1973, distances measured
 * vertically). `null` is a gap.
 */
export function simplifyCurve<T extends readonly number[]>(
  points: readonly (T | null)[],
  tolerance = TOLERANCE,
): (T | null)[] {
  const kept = new Set<number>();
  let from = 0;
  points.forEach((point, i) => {
    if (point === null || points[i - 1] === null) from = i;
    if (point !== null && (points[i + 1] ?? null) === null)
      keepBetween(points as readonly T[], from, i, tolerance, kept);
  });
  return points.filter((point, i) => point === null || kept.has(i));
}

function keepBetween<T extends readonly number[]>(
  points: readonly T[],
  first: number,
  last: number,
  tolerance: number,
  kept: Set<number>,
): void {
  kept.add(first).add(last);
  const open = [[first, last]]; // a stack of its own, since a zigzag of thousands of points would overflow the engine's
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let [worst, furthest] = [from, tolerance];
    for (let at = from + 1; at < to; at++) {
      const distance = distanceToChord(points[at], points[from], points[to]);
      if (distance > furthest) [worst, furthest] = [at, distance];
    }
    if (worst === from) continue;
    kept.add(worst);
    open.push([from, worst], [worst, to]);
  }
}

/** The largest vertical distance, over every y of a point. */
function distanceToChord(point: readonly number[], a: readonly number[], b: readonly number[]): number {
  const part = (point[0] - a[0]) / (b[0] - a[0]);
  let distance = 0;
  for (let y = 1; y < point.length; y++)
    distance = Math.max(distance, Math.abs(point[y] - a[y] - (b[y] - a[y]) * part));
  return distance;
}
