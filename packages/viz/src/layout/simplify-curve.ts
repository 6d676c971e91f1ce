// Leaves out the points of a curve that no eye would miss, which keeps the SVG of flat curves small.

/** How far, in pixels, a curve may run from a point that was left out. */
const TOLERANCE = 0.25;

/**
 * The points x, y, … that a curve needs: the ends of every unbroken run and, between them, each that lies off the straight
 * line between its kept neighbours (Douglas and Peucker 1973, measured upright). `null` is a gap.
 *
 * @param tolerance how far off, in pixels.
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
  from: number,
  to: number,
  tolerance: number,
  kept: Set<number>,
): void {
  kept.add(from).add(to);
  let [worst, furthest] = [from, tolerance];
  for (let at = from + 1; at < to; at++) {
    const distance = distanceToChord(points[at], points[from], points[to]);
    if (distance > furthest) [worst, furthest] = [at, distance];
  }
  if (worst === from) return;
  keepBetween(points, from, worst, tolerance, kept);
  keepBetween(points, worst, to, tolerance, kept);
}

/** The largest upright distance, over every y of a point. */
function distanceToChord(point: readonly number[], a: readonly number[], b: readonly number[]): number {
  const part = (point[0] - a[0]) / (b[0] - a[0]);
  let distance = 0;
  for (let y = 1; y < point.length; y++)
    distance = Math.max(distance, Math.abs(point[y] - a[y] - (b[y] - a[y]) * part));
  return distance;
}
