// How pixels are scaled before a network sees them: the vocabulary of recipes, data sets and classifiers.
import { oneOf } from './checks/check-argument';

/** The names of the scales. */
export const SCALES = ['none', 'unit', 'standard'] as const;

/**
 * The scale of a pixel, 0 to 255:
 * - `none`: unchanged
 * - `unit`: divided by 255, 0 to 1
 * - `standard`: (pixel - mean) / deviation, with one mean and one deviation for all pixels, as torchvision's `Normalize`; a
 *   deviation of 0 counts as 1, as in scikit-learn's `StandardScaler`
 */
export type Scale = (typeof SCALES)[number];

/** A scaled value is `(value - shift) / divisor`; null leaves values as they are. */
export type Scaling = { readonly shift: number; readonly divisor: number } | null;

/**
 * The scaling that a scale stands for.
 *
 * @param statistics called for `standard` alone.
 * @throws MlpLabError `invalid-argument` for an unknown scale.
 */
export function scalingOf(
  scale: Scale,
  statistics: () => { readonly mean: number; readonly deviation: number },
): Scaling {
  oneOf(SCALES)('scale', scale);
  if (scale === 'none') return null;
  if (scale === 'unit') return { shift: 0, divisor: 255 };
  const { mean, deviation } = statistics();
  return { shift: mean, divisor: deviation || 1 };
}
