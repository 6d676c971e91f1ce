// Starts the threads of a team, where a network is worth it and there can be any.
import { hasGaussianNoise } from '../run/numbers';
import { chooseThreads, type Threads, type Workload } from './choose-threads';
import type { TeamThread } from './spare-threads';

export interface TeamOptions extends Workload {
  /** The most threads that the caller allows. */
  threads?: Threads;
  workerUrl?: string | URL;
}

/** Threads that are starting. */
export interface StartedTeam {
  size: number;
  /** Rejects with `unavailable` if they can't be started. */
  threads: Promise<readonly TeamThread[]>;
}

/** The team for a network; undefined where one thread trains it, this one. */
export function startTeam({ threads, workerUrl, ...workload }: TeamOptions): StartedTeam | undefined {
  const size = chooseThreads(threads, workload);
  if (size === 1) return undefined;
  const starting = import('./team-runner').then(({ takeThreads }) =>
    takeThreads(size, { workerUrl, hasNoise: hasGaussianNoise(workload.program.layers) }),
  );
  starting.catch(() => {}); // who waits for them hears of it
  return { size, threads: starting };
}
