// Clones one member, and fits the clone; the original stays unfitted.
import { describeValue, MlpLabError } from '@mlp-lab/core';
import { missingMethods } from './check-estimators';
import type { Estimator, FitOptions } from './estimator';

/** @throws MlpLabError `bad-model` if `clone` does not return an estimator. */
export function cloneMember<Member extends Estimator>(name: string, estimator: Member): Member {
  const clone: unknown = estimator.clone();
  const missing = missingMethods(clone);
  if (missing.length === 0) return clone as Member;
  throw new MlpLabError(
    'bad-model',
    `clone of member '${name}' must return an estimator: received ${describeValue(clone)}, which has no method ${missing.join(', ')}`,
  );
}

/**
 * Fits a member.
 *
 * @param options passed to the member, without those that are null or undefined, if any are left.
 * @throws MlpLabError `bad-model` if the member ignores the sample weights. Errors of the member's `fit` are passed on.
 */
export async function fitMember<X>(
  member: Estimator<X>,
  x: X,
  y: number[],
  { sampleWeight, signal }: FitOptions,
): Promise<void> {
  const options = signal ? { signal } : undefined;
  if (sampleWeight === null || sampleWeight === undefined) {
    await (options ? member.fit(x, y, options) : member.fit(x, y));
    return;
  }
  // JavaScript functions silently ignore arguments that they do not know. A getter shows whether the weights are read.
  let read = false;
  await member.fit(x, y, {
    ...options,
    get sampleWeight() {
      read = true;
      return sampleWeight;
    },
  });
  if (!read)
    throw new MlpLabError(
      'bad-model',
      `Underlying estimator ${describeValue(member)} does not support sample weights. Its fit must read options.sampleWeight.`,
    );
}
