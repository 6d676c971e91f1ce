// Whether our runs of an experiment agree with Keras's: the two rules of docs/notebook.md.

/** The accuracies whose passing is compared. */
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
 * When a curve passes an accuracy, in epochs, on the straight line between the last epoch below it and the first that is not;
 * 1 where the first epoch has passed it, for what was before is not known; infinite where it never does.
 */
export function crossing(curve, accuracy) {
  const epoch = curve.findIndex((value) => value >= accuracy);
  if (epoch < 0) return Number.POSITIVE_INFINITY;
  if (epoch === 0) return 1;
  const [before, after] = [curve[epoch - 1], curve[epoch]];
  return epoch + (accuracy - before) / (after - before);
}

/**
 * When runs pass an accuracy: ours, Keras's, and whether our median lies within Keras's range ± 10 %.
 * A run that never passes counts as later than any.
 *
 * @param {number[][]} ours a curve a seed
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

/** The value below which a share of sorted numbers lies, on the straight line between the two around it. */
export function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const [a, b] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return a === b ? a : a + (b - a) * (place - Math.floor(place));
}

const ascending = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
