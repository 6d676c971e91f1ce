// Pushes labels apart that would stand on each other, moving all of them as little as it can.
import { mean } from 'd3-array';

interface Cluster {
  members: number[];
  start: number;
}

/**
 * Places near `wanted`, in its order, at least `gap` apart and from `min` to `max`, as far as they have room. Labels that
 * collide are moved as one group around their common middle (pooled adjacent violators).
 */
export function spreadLabels(wanted: readonly number[], gap: number, min: number, max: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const clusters: Cluster[] = [];
  for (const i of order) {
    clusters.push(clusterOf([i], wanted, gap, min, max));
    while (clusters.length > 1 && end(clusters.at(-2)!, gap) > clusters.at(-1)!.start) {
      const [upper, lower] = clusters.splice(-2);
      clusters.push(clusterOf([...upper.members, ...lower.members], wanted, gap, min, max));
    }
  }
  const places = new Array<number>(wanted.length);
  for (const { members, start } of clusters)
    members.forEach((i, k) => {
      places[i] = start + k * gap;
    });
  return places;
}

const end = ({ members, start }: Cluster, gap: number): number => start + members.length * gap;

function clusterOf(members: number[], wanted: readonly number[], gap: number, min: number, max: number): Cluster {
  const middle = mean(members, (i, k) => wanted[i] - k * gap)!;
  const last = max - (members.length - 1) * gap;
  return { members, start: Math.max(min, Math.min(last, middle)) };
}
