// The predictions of the fitted members, one member after another.
import { describeValue, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { checkNumbers, isArrayLike } from './array-input';
import { type FittedEnsemble, memberNames } from './check-fitted';
import type { Estimator, ProbabilisticEstimator } from './estimator';
import { sharedLength, type Votes } from './hard-vote';
import { whileUsing } from './in-use';
import { alignColumns, encodeVotes } from './prefit';
import { type ProbabilityMatrix, readProbabilities } from './probability-matrix';
import { sharedShape } from './soft-vote';

type Members<X> = Pick<FittedEnsemble<X>, 'estimators_' | 'namedEstimators_' | 'le_' | 'prefit_'>;

/**
 * The votes of each member.
 *
 * @throws MlpLabError `invalid-argument` for a member that does not predict an encoded label per sample.
 */
export async function memberVotes<X>(members: Members<X>, x: X): Promise<Votes[]> {
  const votes = await oneByOne(
    members,
    'predict',
    (member) => member.predict(x),
    (given, name) => readVotes(members.prefit_ ? encodeVotes(given, name, members.le_) : given, name),
  );
  sharedLength(votes);
  return votes;
}

/**
 * The probabilities of each member.
 *
 * @throws MlpLabError `bad-model` for a member without `predictProba`; `invalid-argument` for one that does not predict a row
 * of probabilities per sample.
 */
export async function memberProbabilities<X>(members: Members<X>, x: X): Promise<ProbabilityMatrix[]> {
  const classes = members.le_.classes_.length;
  const matrices = await oneByOne(
    members,
    'predictProba',
    (member) => {
      if (isProbabilistic(member)) return member.predictProba(x);
      throw new MlpLabError(
        'bad-model',
        `probabilities are required: expected every member to have predictProba, received ${describeValue(member)}`,
      );
    },
    (given, name, member) => {
      const matrix = readRows(given, name);
      return members.prefit_ ? alignColumns(matrix, member, members.le_) : matrix;
    },
  );
  for (const matrix of matrices)
    if (matrix.classes === 1 && classes > 1)
      throw invalidArgument(
        matrix.name,
        `a probability for each of ${classes} classes`,
        '1 per sample; a single probability p of class 1 must become [1 - p, p]',
      );
  sharedShape(matrices);
  return matrices;
}

function readVotes(given: unknown, name: string): Votes {
  if (!isArrayLike(given))
    throw invalidArgument(name, 'an array of encoded labels, one per sample', describeValue(given));
  checkNumbers(given, name);
  return { name, labels: given };
}

function readRows(given: unknown, name: string): ProbabilityMatrix {
  if (isArrayLike(given)) return readProbabilities(given, name);
  throw invalidArgument(name, 'an array with a row of probabilities per sample', describeValue(given));
}

function isProbabilistic<X>(member: Estimator<X>): member is ProbabilisticEstimator<X> {
  return 'predictProba' in member && typeof member.predictProba === 'function';
}

function oneByOne<X, Result>(
  members: Members<X>,
  method: string,
  predict: (member: Estimator<X>) => unknown,
  read: (given: unknown, name: string, member: Estimator<X>) => Result,
): Promise<Result[]> {
  const names = memberNames(members);
  const { estimators_ } = members;
  return whileUsing(estimators_, async () => {
    const results: Result[] = [];
    for (const [m, member] of estimators_.entries())
      results.push(read(await predict(member), `${method} of member '${names[m]}'`, member));
    return results;
  });
}
