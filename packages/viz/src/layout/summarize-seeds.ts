// Several histories of one variant become one curve with a spread.
import type { History } from '@mlp-lab/core';
import { deviation, extent, max, mean, range } from 'd3-array';

/** One epoch of a variant: the mean over its seeds, and the band around it; NaN where no seed has a number. */
export interface CurvePoint {
  x: number;
  y: number;
  low: number;
  high: number;
}

/** How wide the band is: from the smallest to the largest seed, or one sample standard deviation to either side. */
export type Spread = 'range' | 'sd';

const [TINY, HUGE] = [1e-100, 1e100]; // the arithmetic of axes needs room on either side of the numbers it holds

/** The number as an axis can hold it: NaN where it is not finite or about to overflow, 0 where it is next to nothing. */
export function drawable(value: number): number {
  if (!(Math.abs(value) < HUGE)) return Number.NaN;
  return Math.abs(value) > TINY ? value : 0;
}

/** The curve of one metric, from epoch 1. Numbers that can't be drawn count as missing. */
export function summarizeSeeds(histories: readonly History[], metric: string, spread: Spread): CurvePoint[] {
  const seeds = histories.map((history) => history[metric] ?? []);
  const epochs = max(seeds, (seed) => seed.length) ?? 0;
  return range(epochs).map((epoch) => {
    const values = seeds.map((seed) => drawable(seed[epoch])).filter(Number.isFinite);
    const y = mean(values) ?? Number.NaN;
    if (spread === 'range') {
      const [low = y, high = y] = extent(values) as [number?, number?];
      return { x: epoch + 1, y, low, high };
    }
    const sd = deviation(values) ?? 0;
    return { x: epoch + 1, y, low: y - sd, high: y + sd };
  });
}
