// Starts the threads of a team, where a network is worth it and there can be any.
import { MlpLabError } from '@mlp-lab/core';
import { chooseThreads, type Threads, type Workload } from './choose-threads';
import { type TeamThread, takeThreads } from './spare-threads';

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
  const starting = typeof SharedArrayBuffer === 'undefined' ? notIsolated() : takeThreads(size, workerUrl);
  starting.catch(() => {}); // who waits for them hears of it
  return { size, threads: starting };
}

const notIsolated = async (): Promise<never> => {
  throw new MlpLabError(
    'unavailable',
    'this page is not cross-origin isolated (by the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp), so threads cannot share its memory',
  );
};
