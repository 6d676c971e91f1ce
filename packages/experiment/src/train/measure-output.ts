// A layer's outputs for a few images → their mean and deviation, and the fraction that hardly passes a gradient on.

export interface OutputMeasure {
  /** Over all images and units. */
  mean: number;
  deviation: number;
  /** For sigmoid, the fraction of outputs outside 0.05 to 0.95; for tanh, beyond ±0.9, which is equivalent. */
  saturated?: number;
  /** For ReLU, the fraction of units that are 0 for every image. */
  dead?: number;
}

type Numbers = ArrayLike<number> & Iterable<number>;

const SATURATION = 0.05; // from either end of a sigmoid's range

/** @param values `[images × units]`, row-major */
export function measureOutput(values: Numbers, activation: string | null, images: number): OutputMeasure {
  return { ...statistics(values), ...idle(values, activation, images) };
}

function statistics(values: Numbers): { mean: number; deviation: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

function idle(values: Numbers, activation: string | null, images: number): Pick<OutputMeasure, 'saturated' | 'dead'> {
  if (activation === 'sigmoid') return { saturated: shareOutside(values, SATURATION, 1 - SATURATION) };
  if (activation === 'tanh') return { saturated: shareOutside(values, 2 * SATURATION - 1, 1 - 2 * SATURATION) };
  if (activation === 'relu' || activation === 'relu6') return { dead: deadShare(values, images) };
  return {};
}

function shareOutside(values: Numbers, low: number, high: number): number {
  let count = 0;
  for (const value of values) if (value < low || value > high) count += 1;
  return count / values.length;
}

function deadShare(values: Numbers, images: number): number {
  const units = values.length / images;
  const alive = new Set<number>();
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) alive.add(i % units);
  return 1 - alive.size / units;
}
