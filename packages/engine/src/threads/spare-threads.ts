// Threads for teams: started when they are needed, and kept for a while for the next network.

import { MlpLabError } from '@mlp-lab/core/common';
import { openThread, type Thread } from '@mlp-lab/core/threads';
import { startTeamWorker, startWorker } from './start-worker';
import type { TeamReply, TeamRequest } from './team-messages';
import { countTaken } from './threads-taken';

export interface TeamThread extends Thread<TeamRequest, TeamReply> {
  /** Which script it runs. */
  readonly script: string;
  /** Whether the program of Node keeps running while this thread does. */
  keepAlive(yes: boolean): void;
}

export interface ThreadOptions {
  /** The address of the script. Default: where bundlers and Node find it. */
  readonly workerUrl?: string | URL;
  /** Whether the network draws Gaussian noise, for which threads need the script of whole trainings. */
  readonly hasNoise?: boolean;
}

const KEPT = 2000; // milliseconds
const spare = new Map<string, TeamThread[]>(); // by their script

/**
 * `count` threads that have loaded their script.
 *
 * @throws MlpLabError `unavailable` if one can't be started, or could not share this page's memory.
 */
export async function takeThreads(count: number, options: ThreadOptions = {}): Promise<TeamThread[]> {
  if (typeof SharedArrayBuffer === 'undefined')
    throw new MlpLabError(
      'unavailable',
      'this page is not cross-origin isolated (by the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp), so threads cannot share its memory',
    );
  const script = String(options.workerUrl ?? (options.hasNoise ? 'worker' : 'team-worker'));
  const threads = Array.from({ length: count }, () => spareThread(script) ?? start(script, options));
  for (const thread of threads) thread.keepAlive(true);
  countTaken(count);
  try {
    await Promise.all(threads.map((thread) => thread.started()));
  } catch (error) {
    countTaken(-count);
    for (const thread of threads) thread.close();
    throw error;
  }
  return threads;
}

/** Gives threads back, which do nothing now. */
export function returnThreads(threads: readonly TeamThread[]): void {
  countTaken(-threads.length);
  for (const thread of threads.filter(({ isOpen }) => isOpen)) {
    thread.onMessage = () => {};
    thread.onLost = () => {};
    thread.keepAlive(false);
    const { script } = thread;
    const kept = spare.get(script) ?? [];
    spare.set(script, [...kept, thread]);
    const timer: { unref?(): void } = setTimeout(() => {
      const still = spare.get(script) ?? [];
      if (!still.includes(thread)) return;
      spare.set(
        script,
        still.filter((other) => other !== thread),
      );
      thread.close();
    }, KEPT) as never;
    timer.unref?.();
  }
}

function spareThread(script: string): TeamThread | undefined {
  const kept = spare.get(script) ?? [];
  const open = kept.filter(({ isOpen }) => isOpen);
  const thread = open.pop();
  spare.set(script, open);
  return thread;
}

function start(script: string, { workerUrl, hasNoise }: ThreadOptions): TeamThread {
  const worker = hasNoise ? startWorker(workerUrl) : startTeamWorker(workerUrl);
  return Object.assign(openThread<TeamRequest, TeamReply>(worker), {
    script,
    keepAlive(yes: boolean) {
      if ('ref' in worker) yes ? worker.ref() : worker.unref();
    },
  });
}
