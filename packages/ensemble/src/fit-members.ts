// Fits all members, one after another or several at once, and reports progress.
import { mapLimited } from '@mlp-lab/core';
import type { Estimator, FitOptions } from './estimator';
import { fitMember } from './fit-member';
import type { Verbose } from './voting-options';

interface Training extends FitOptions {
  nJobs: number | null;
  verbose: Verbose;
}

/** A fitted clone of each member, in order; 'drop' for each dropped one. If one fails to fit, the others are disposed of. */
export async function fitMembers<X, Member extends Estimator<X>>(
  estimators: readonly (readonly [name: string, estimator: Member | 'drop'])[],
  x: X,
  y: number[],
  { sampleWeight, nJobs, verbose }: Training,
): Promise<(Member | 'drop')[]> {
  const print = typeof verbose === 'function' ? verbose : verbose ? console.log : () => {};
  const fitted: Member[] = [];
  const total = estimators.length;
  try {
    return await mapLimited(estimators, concurrency(nJobs, total), async ([name, estimator], i) => {
      if (estimator === 'drop') return estimator;
      const start = performance.now();
      const member = await fitMember(estimator, x, y, sampleWeight);
      fitted.push(member);
      print(progressLine('Voting', `(${i + 1} of ${total}) Processing ${name}`, (performance.now() - start) / 1000));
      return member;
    });
  } catch (error) {
    for (const member of fitted) member.dispose?.();
    throw error;
  }
}

/** joblib's rule, counting members instead of processors: -1 is all members, -2 all but one. */
function concurrency(nJobs: number | null, members: number): number {
  if (nJobs === null) return 1;
  return nJobs > 0 ? nJobs : Math.max(1, members + 1 + nJobs);
}

const WIDTH = 70;

/** scikit-learn's progress line of 70 columns: source, dots, message, time. */
function progressLine(source: string, message: string, seconds: number): string {
  const time = seconds > 60 ? `${(seconds / 60).toFixed(1).padStart(4)}min` : ` ${seconds.toFixed(1).padStart(5)}s`;
  const start = `[${source}] `;
  const end = ` ${message}, total=${time}`;
  return start + '.'.repeat(Math.max(0, WIDTH - start.length - end.length)) + end;
}
