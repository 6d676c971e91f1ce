// Fits a clone of one member; the original stays unfitted.
import { MlpLabError } from '@mlp-lab/core';
import { displayValue } from './display-value';
import type { Estimator, FitOptions } from './estimator';

/**
 * A fitted clone of `estimator`.
 *
 * @param sampleWeight passed to the member unless it is null or undefined.
 * @throws MlpLabError `bad-model` if the member ignores the sample weights. Errors of the member's `fit` are passed on.
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
  // JavaScript functions silently ignore arguments that they do not know. A getter shows whether the weights are read.
  let read = false;
  await member.fit(x, y, {
    get sampleWeight() {
      read = true;
      return sampleWeight;
    },
  });
  if (!read)
    throw new MlpLabError(
      'bad-model',
      `Underlying estimator ${displayValue(estimator)} does not support sample weights. Its fit must read options.sampleWeight.`,
    );
  return member;
}
