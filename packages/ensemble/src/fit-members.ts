// All members' training, some at once, each told of when it is done.
import { mapLimited } from '@mlp-lab/core';
import type { Estimator, FitOptions } from './estimator';
import { fitMember } from './fit-member';
import { progressLine } from './progress-line';
import type { Verbose } from './voting-options';

interface Training extends FitOptions {
  nJobs: number | null;
  verbose: Verbose;
}

/** A fitted clone of each member, in their order; 'drop' where one is dropped. Where one fails, the others are disposed of. */
export async function fitMembers<X, Member extends Estimator<X>>(
  estimators: readonly (readonly [name: string, estimator: Member | 'drop'])[],
  x: X,
  y: number[],
  { sampleWeight, nJobs, verbose }: Training,
): Promise<(Member | 'drop')[]> {
  const tell = typeof verbose === 'function' ? verbose : verbose ? console.log : () => {};
  const fitted: Member[] = [];
  const total = estimators.length;
  try {
    return await mapLimited(estimators, jobsAtOnce(nJobs, total), async ([name, estimator], i) => {
      if (estimator === 'drop') return estimator;
      const start = performance.now();
      const member = await fitMember(estimator, x, y, sampleWeight);
      fitted.push(member);
      tell(progressLine('Voting', `(${i + 1} of ${total}) Processing ${name}`, (performance.now() - start) / 1000));
      return member;
    });
  } catch (error) {
    for (const member of fitted) member.dispose?.();
    throw error;
  }
}

/** joblib's rule, with the number of members for that of processors: -1 is all, -2 all but one. */
function jobsAtOnce(nJobs: number | null, members: number): number {
  if (nJobs === null) return 1;
  return nJobs > 0 ? nJobs : Math.max(1, members + 1 + nJobs);
}
