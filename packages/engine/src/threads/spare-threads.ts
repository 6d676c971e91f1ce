// Threads for teams: started when they are needed, and kept for a while for the next network.
import { MlpLabError, openThread, type Thread } from '@mlp-lab/core/common';
import { startTeamWorker } from './start-worker';
import type { TeamReply, TeamRequest } from './team-messages';
import { countTaken } from './threads-taken';

export interface TeamThread extends Thread<TeamRequest, TeamReply> {
  /** Whether the program of Node keeps running while this thread does. */
  keepAlive(yes: boolean): void;
}

const KEPT = 2000; // milliseconds
const spare = new Map<string, TeamThread[]>();

/**
 * `count` threads that have loaded their script.
 *
 * @throws MlpLabError `unavailable` if one can't be started, or could not share this page's memory.
 */
export async function takeThreads(count: number, workerUrl?: string | URL): Promise<TeamThread[]> {
  if (typeof SharedArrayBuffer === 'undefined')
    throw new MlpLabError(
      'unavailable',
      'this page is not cross-origin isolated (by the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp), so threads cannot share its memory',
    );
  const threads = Array.from({ length: count }, () => spareThread(workerUrl) ?? start(workerUrl));
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
export function returnThreads(threads: readonly TeamThread[], workerUrl?: string | URL): void {
  countTaken(-threads.length);
  for (const thread of threads.filter(({ isOpen }) => isOpen)) {
    thread.onMessage = () => {};
    thread.onLost = () => {};
    thread.keepAlive(false);
    const kept = spare.get(String(workerUrl)) ?? [];
    spare.set(String(workerUrl), [...kept, thread]);
    const timer: { unref?(): void } = setTimeout(() => {
      const still = spare.get(String(workerUrl)) ?? [];
      if (!still.includes(thread)) return;
      spare.set(
        String(workerUrl),
        still.filter((other) => other !== thread),
      );
      thread.close();
    }, KEPT) as never;
    timer.unref?.();
  }
}

function spareThread(workerUrl?: string | URL): TeamThread | undefined {
  const kept = spare.get(String(workerUrl)) ?? [];
  const open = kept.filter(({ isOpen }) => isOpen);
  const thread = open.pop();
  spare.set(String(workerUrl), open);
  return thread;
}

function start(workerUrl?: string | URL): TeamThread {
  const worker = startTeamWorker(workerUrl);
  return Object.assign(openThread<TeamRequest, TeamReply>(worker), {
    keepAlive(yes: boolean) {
      if ('ref' in worker) yes ? worker.ref() : worker.unref();
    },
  });
}
