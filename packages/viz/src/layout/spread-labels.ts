// Moves labels apart that would overlap, all of them as little as possible.

/** Neighbouring labels that touch: `count` labels from `first` on, in the order from top to bottom. */
interface Cluster {
  first: number;
  count: number;
  /** The sum over its labels of where each would have the cluster begin. */
  starts: number;
  start: number;
}

/**
 * Positions near `wanted`, in its order, at least `gap` apart and from `min` to `max` as far as there is room. Labels that
 * collide are moved as one group around their common middle (the pool-adjacent-violators algorithm).
 */
export function spreadLabels(wanted: readonly number[], gap: number, min: number, max: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const cluster = (first: number, count: number, starts: number): Cluster => {
    const last = max - (count - 1) * gap;
    return { first, count, starts, start: Math.max(min, Math.min(last, starts / count)) };
  };
  const clusters: Cluster[] = [];
  order.forEach((label, position) => {
    let lower = cluster(position, 1, wanted[label]);
    for (let upper = clusters.at(-1); upper && upper.start + upper.count * gap > lower.start; upper = clusters.at(-1)) {
      clusters.pop();
      const shifted = lower.starts - lower.count * upper.count * gap;
      lower = cluster(upper.first, upper.count + lower.count, upper.starts + shifted);
    }
    clusters.push(lower);
  });
  const positions = new Array<number>(wanted.length);
  for (const { first, count, start } of clusters)
    for (let k = 0; k < count; k++) positions[order[first + k]] = start + k * gap;
  return positions;
}
