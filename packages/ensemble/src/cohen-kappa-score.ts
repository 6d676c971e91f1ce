// Cohen's kappa: how much two members agree beyond chance.
import { type Label, type Labels, readLabelPair } from './labels';

/**
 * Cohen's kappa, as scikit-learn's `cohen_kappa_score`: 1 for complete agreement, 0 for agreement by chance, negative for
 * less. NaN if both annotators always assign the same single label, because chance agreement is then complete, too.
 *
 * @param a labels assigned by the first annotator: [n].
 * @param b labels assigned by the second annotator: [n].
 * @throws MlpLabError `invalid-argument` if there are no samples, if the lengths or the types of the labels differ, or for
 * labels that are no classes (0.5, NaN).
 */
export function cohenKappaScore(a: Labels, b: Labels): number {
  return cohenKappa(...readLabelPair(a, b, ['a', 'b']));
}

/** The kappa of labels that have been checked. */
export function cohenKappa(a: ArrayLike<Label>, b: ArrayLike<Label>): number {
  const samples = a.length;
  const inA = counts(a);
  const inB = counts(b);
  let same = 0;
  for (let i = 0; i < samples; i++) if (a[i] === b[i]) same++;
  let sameByChance = 0; // times samples²: integers, so that only the final division rounds
  for (const [label, count] of inA) sameByChance += count * (inB.get(label) ?? 0);
  return 1 - (samples * (samples - same)) / (samples * samples - sameByChance);
}

function counts(labels: ArrayLike<Label>): Map<Label, number> {
  const result = new Map<Label, number>();
  for (let i = 0; i < labels.length; i++) result.set(labels[i], (result.get(labels[i]) ?? 0) + 1);
  return result;
}
