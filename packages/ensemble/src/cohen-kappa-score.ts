// Agreement of two judges beyond chance: how alike two members are.
import { MlpLabError } from '@mlp-lab/core';
import type { Label } from './label';

/**
 * Cohen's kappa, scikit-learn's `cohen_kappa_score`: 1 for full agreement, 0 for as much as chance gives, below for less.
 * NaN where both always choose one and the same label, so that chance alone agrees fully.
 *
 * @param a labels by one judge, one a row.
 * @param b labels by the other.
 * @throws MlpLabError `invalid-argument` for different lengths or no rows.
 */
export function cohenKappaScore(a: ArrayLike<Label>, b: ArrayLike<Label>): number {
  const rows = a.length;
  if (rows === 0 || b.length !== rows)
    throw new MlpLabError(
      'invalid-argument',
      `kappa needs the same rows twice, 1 or more: received ${rows} and ${b.length}`,
    );
  const inA = counts(a);
  const inB = counts(b);
  let same = 0;
  for (let row = 0; row < rows; row++) if (a[row] === b[row]) same++;
  let sameByChance = 0; // times rows²: whole numbers, so that nothing is rounded before the one division
  for (const [label, count] of inA) sameByChance += count * (inB.get(label) ?? 0);
  return 1 - (rows * (rows - same)) / (rows * rows - sameByChance);
}

function counts(labels: ArrayLike<Label>): Map<Label, number> {
  const result = new Map<Label, number>();
  for (let i = 0; i < labels.length; i++) result.set(labels[i], (result.get(labels[i]) ?? 0) + 1);
  return result;
}
