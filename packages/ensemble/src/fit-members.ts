// Fits clones of all members, one after another or several at once, and reports progress.
import { MlpLabError, mapLimited } from '@mlp-lab/core';
import type { Estimator, FitOptions } from './estimator';
import { cloneMember, fitMember } from './fit-member';
import type { Verbose } from './voting-options';

interface Training extends FitOptions {
  nJobs: number | null;
  verbose: Verbose;
}

/**
 * A fitted clone of each member, in order; 'drop' for each dropped one. If one fails to fit, the others are disposed of. As a member
 * need not read the signal, it is also read before and after each member.
 * All members are cloned at once, so that calls that overlap do not affect each other's clones.
 */
export async function fitMembers<X, Member extends Estimator<X>>(
  estimators: readonly (readonly [name: string, estimator: Member | 'drop'])[],
  x: X,
  y: number[],
  { nJobs, verbose, ...options }: Training,
): Promise<(Member | 'drop')[]> {
  const print = typeof verbose === 'function' ? verbose : verbose ? console.log : () => {};
  const clones = estimators.map(([name, estimator]) =>
    estimator === 'drop' ? estimator : cloneMember(name, estimator),
  );
  const fitted: Member[] = [];
  const total = clones.length;
  try {
    await mapLimited(clones, concurrency(nJobs, total), async (clone, i) => {
      if (clone === 'drop') return;
      const start = performance.now();
      checkAborted(options.signal);
      await fitMember(clone, x, y, options);
      fitted.push(clone);
      checkAborted(options.signal);
      const seconds = (performance.now() - start) / 1000;
      print(progressLine('Voting', `(${i + 1} of ${total}) Processing ${estimators[i][0]}`, seconds));
    });
    return clones;
  } catch (error) {
    for (const member of fitted) member.dispose?.();
    throw error;
  }
}

/** @throws MlpLabError `aborted` where the signal is. */
export function checkAborted(signal: FitOptions['signal']): void {
  if (signal?.aborted) throw new MlpLabError('aborted', 'fitting the members was aborted', { cause: signal.reason });
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
