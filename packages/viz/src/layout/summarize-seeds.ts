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

/** What a band shows: the minimum and the maximum over the seeds, or one sample standard deviation to either side. */
export type Spread = 'range' | 'sd';

/** What a band shows, as a legend says it. */
export const SPREAD_TEXT: Readonly<Record<Spread, string>> = {
  range: 'minimum to maximum',
  sd: '± one standard deviation',
};

/** The mean of some values with its band; all NaN where there are none. */
export function summarize(x: number, values: readonly number[], spread: Spread): CurvePoint {
  const y = mean(values) ?? Number.NaN;
  if (spread === 'range') {
    const [low = y, high = y] = extent(values) as [number?, number?];
    return { x, y, low, high };
  }
  const sd = deviation(values) ?? 0;
  return { x, y, low: y - sd, high: y + sd };
}

const [TINY, HUGE] = [1e-100, 1e100]; // axes compute with multiples and fractions of the values, which must not overflow

/** The value as an axis can show it: NaN where it is not finite or close to overflow, 0 where it is close to underflow. */
export function drawable(value: number): number {
  if (!(Math.abs(value) < HUGE)) return Number.NaN;
  return Math.abs(value) > TINY ? value : 0;
}

/** The curve of one metric, from epoch 1. Values that can't be drawn count as missing. */
export function summarizeSeeds(histories: readonly History[], metric: string, spread: Spread): CurvePoint[] {
  const seeds = histories.map((history) => history[metric] ?? []);
  const epochs = max(seeds, (seed) => seed.length) ?? 0;
  return range(epochs).map((epoch) =>
    summarize(epoch + 1, seeds.map((seed) => drawable(seed[epoch])).filter(Number.isFinite), spread),
  );
}
