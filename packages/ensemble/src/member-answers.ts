// The predictions of the fitted members, one member after another.
import { MlpLabError } from '@mlp-lab/core';
import { displayValue } from './display-value';
import type { Awaitable, Estimator, ProbabilisticEstimator } from './estimator';
import type { Probabilities } from './soft-vote';

/** Encoded labels: [members][n]. */
export function memberLabels<X>(members: readonly Estimator<X>[], x: X): Promise<ArrayLike<number>[]> {
  return oneByOne(members, (member) => member.predict(x));
}

/**
 * Probabilities: [members][n][K].
 *
 * @throws MlpLabError `bad-model` for a member without `predictProba`.
 */
export function memberProbabilities<X>(members: readonly Estimator<X>[], x: X): Promise<Probabilities[]> {
  return oneByOne(members, (member) => {
    if (isProbabilistic(member)) return member.predictProba(x);
    throw new MlpLabError(
      'bad-model',
      `probabilities are required: expected every member to have predictProba, received ${displayValue(member)}`,
    );
  });
}

function isProbabilistic<X>(member: Estimator<X>): member is ProbabilisticEstimator<X> {
  return 'predictProba' in member && typeof member.predictProba === 'function';
}

async function oneByOne<Member, Answer>(
  members: readonly Member[],
  ask: (member: Member) => Awaitable<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const member of members) answers.push(await ask(member));
  return answers;
}
