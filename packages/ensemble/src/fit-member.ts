// One member's training: a clone is fitted, the original stays as it was.
import { MlpLabError } from '@mlp-lab/core';
import type { Estimator, FitOptions } from './estimator';
import { shown } from './shown';

/**
 * A fitted clone of `estimator`.
 *
 * @param sampleWeight handed to the member only when given.
 * @throws MlpLabError `bad-model` where the member did not take the sample weights; whatever its `fit` throws.
 */
export async function fitMember<X, Member extends Estimator<X>>(
  estimator: Member,
  x: X,
  y: number[],
  sampleWeight: FitOptions['sampleWeight'],
): Promise<Member> {
  const member = estimator.clone() as Member;
  if (sampleWeight == null) {
    await member.fit(x, y);
    return member;
  }
  // A function in JavaScript ignores what it does not know, so weights could be lost in silence. Reading them is the
  // only proof that a member takes them.
  let taken = false;
  await member.fit(x, y, {
    get sampleWeight() {
      taken = true;
      return sampleWeight;
    },
  });
  if (!taken)
    throw new MlpLabError(
      'bad-model',
      `Underlying estimator ${shown(estimator)} does not support sample weights. Its fit must read options.sampleWeight.`,
    );
  return member;
}
