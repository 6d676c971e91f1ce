// A seeded choice of images in which every class keeps its share.
import { createRandom } from '@mlp-lab/core';

/**
 * The indices of `count` images, in ascending order: of each class its share (rounded by the largest remainder), but at least one
 * image, as long as there are as many places as classes. Within a class, chance chooses.
 *
 * @param labels one per image.
 * @param count 1 to `labels.length`.
 * @param seed the same seed chooses the same images.
 */
export function stratifiedIndices(labels: ArrayLike<number>, count: number, seed: number): Uint32Array {
  const members = membersOf(labels);
  const quotas = quotasOf(
    members.map(({ length }) => length),
    count,
  );
  const random = createRandom(seed).stream('stratified choice');
  const chosen = members.flatMap((indices, label) => {
    const order = random.stream(label).permutation(indices.length);
    return Array.from(order.subarray(0, quotas[label]), (i) => indices[i]);
  });
  return Uint32Array.from(chosen).sort();
}

/** The indices of each class's images. */
function membersOf(labels: ArrayLike<number>): number[][] {
  const members: number[][] = Array.from({ length: Math.max(0, ...new Set(Array.from(labels))) + 1 }, () => []);
  for (let i = 0; i < labels.length; i++) members[labels[i]].push(i);
  return members;
}

function quotasOf(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const present = sizes.filter((size) => size > 0).length;
  const least = count >= present ? 1 : 0;
  const exact = sizes.map((size) => (size * count) / total);
  const quotas = exact.map((share, label) => Math.min(sizes[label], Math.max(least, Math.floor(share))));
  let left = count - quotas.reduce((sum, quota) => sum + quota, 0);
  const byNeed = () => [...sizes.keys()].sort((a, b) => exact[b] - quotas[b] - (exact[a] - quotas[a]) || a - b);
  for (; left > 0; left--) quotas[byNeed().find((label) => quotas[label] < sizes[label])!]++;
  for (; left < 0; left++) quotas[byNeed().findLast((label) => quotas[label] > least)!]--;
  return quotas;
}
