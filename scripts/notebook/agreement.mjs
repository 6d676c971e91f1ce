// Whether our runs of an experiment agree with Keras's: the two rules of docs/notebook.md.

/** The accuracies whose first epoch is compared. */
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

/** The first epoch, from 1, at which a curve is at least an accuracy; infinite where it never is. */
export function firstEpoch(curve, accuracy) {
  const epoch = curve.findIndex((value) => value >= accuracy);
  return epoch < 0 ? Number.POSITIVE_INFINITY : epoch + 1;
}

/**
 * When runs first pass an accuracy: ours, Keras's, and whether our median lies within Keras's range ± 10 %, in whole epochs (outwards).
 * A run that never passes counts as later than any.
 *
 * @param {number[][]} ours a curve a seed
 * @param {number[][]} keras likewise
 */
export function passing(ours, keras, accuracy) {
  const epochs = ours.map((curve) => firstEpoch(curve, accuracy)).sort(ascending);
  const there = keras.map((curve) => firstEpoch(curve, accuracy)).sort(ascending);
  const median = epochs[Math.floor((epochs.length - 1) / 2)];
  const low = Math.floor(there[0] * (1 - EPOCH_TOLERANCE));
  const high = Math.ceil(there.at(-1) * (1 + EPOCH_TOLERANCE));
  return { accuracy, ours: epochs, median, keras: there, agrees: median >= low && median <= high };
}

const ascending = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
