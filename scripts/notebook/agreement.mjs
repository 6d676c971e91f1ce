// The two rules of docs/notebook.md by which our runs of an experiment agree with Keras's.

/** The accuracies to reach. */
export const PASSED = [0.5, 0.8, 0.9];

const EPOCH_TOLERANCE = 0.1;
const ROUNDING = 1e-9; // of means of doubles; one image of 10,000 is 1e-4

/** @param {number[]} figures two or more, or one without a spread */
export function spread(figures) {
  const mean = figures.reduce((sum, value) => sum + value, 0) / figures.length;
  const squares = figures.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = figures.length > 1 ? Math.sqrt(squares / (figures.length - 1)) : 0;
  return { mean, sd, min: Math.min(...figures), max: Math.max(...figures), n: figures.length };
}

/**
 * Whether our mean lies within Keras's range over its seeds, widened by Keras's standard deviation.
 *
 * @param {{ min: number, max: number, sd: number }} keras
 */
export function accuracyAgrees(mean, keras) {
  return mean >= keras.min - keras.sd - ROUNDING && mean <= keras.max + keras.sd + ROUNDING;
}

/**
 * The epoch at which a curve reaches an accuracy, interpolated between the last epoch below it and the next one. 1 if the first
 * epoch reaches it, because nothing is known of the time before; infinite if no epoch does.
 */
export function crossing(curve, accuracy) {
  const epoch = curve.findIndex((value) => value >= accuracy);
  if (epoch < 0) return Number.POSITIVE_INFINITY;
  if (epoch === 0) return 1;
  const [before, after] = [curve[epoch - 1], curve[epoch]];
  return epoch + (accuracy - before) / (after - before);
}

/**
 * The epochs at which runs reach an accuracy, ours and Keras's, and whether our median lies within Keras's range ± 10 %.
 * A run that never reaches it counts as later than all others.
 *
 * @param {number[][]} ours one curve per seed
 * @param {number[][]} keras likewise
 */
export function passing(ours, keras, accuracy) {
  const epochs = ours.map((curve) => crossing(curve, accuracy)).sort(ascending);
  const there = keras.map((curve) => crossing(curve, accuracy)).sort(ascending);
  const median = quantile(epochs, 0.5);
  const low = there[0] * (1 - EPOCH_TOLERANCE);
  const high = there.at(-1) * (1 + EPOCH_TOLERANCE);
  return { accuracy, ours: epochs, median, keras: there, agrees: median >= low && median <= high };
}

/** The value below which a fraction of the sorted numbers lies, with linear interpolation. */
export function quantile(sorted, fraction) {
  const position = fraction * (sorted.length - 1);
  const [a, b] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return a === b ? a : a + (b - a) * (position - Math.floor(position));
}

const ascending = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
