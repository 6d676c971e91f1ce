// Starts the threads of a team, where a network is worth it and there can be any.
import { hasGaussianNoise } from '../run/numbers';
import { chooseThreads, type Threads, type Workload } from './choose-threads';
import type { TeamThread, ThreadOptions } from './spare-threads';
import { countTaken } from './threads-taken';

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
  const starting = take(size, { workerUrl, hasNoise: hasGaussianNoise(workload.program.layers) });
  starting.catch(() => {}); // who waits for them hears of it
  return { size, threads: starting };
}

/** They count as taken while their code is loaded: another network that starts meanwhile leaves them their cores. */
async function take(size: number, options: ThreadOptions): Promise<readonly TeamThread[]> {
  countTaken(size);
  try {
    const { takeThreads } = await import('./team-runner');
    return takeThreads(size, options); // which counts them itself, at once
  } finally {
    countTaken(-size);
  }
}
