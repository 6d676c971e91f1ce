// A thread of this machine, in Node or a browser: what both have in common.
import { MlpLabError } from '@mlp-lab/core';
import type { Order, Report } from './messages';

/** `onReport` and `onCrash` are for whom it is opened to set, at once. */
export interface Thread {
  send(order: Order): void;
  /** Called with every report. */
  onReport: (report: Report) => void;
  /** Called where the thread ends: before `close`, it crashed. */
  onCrash: (reason: string) => void;
  close(): void;
}

/** @throws MlpLabError `unavailable` where there are no threads. */
export async function openThread(): Promise<Thread> {
  const inBrowser = typeof Worker !== 'undefined' && typeof document !== 'undefined';
  const nested = (globalThis as { WorkerGlobalScope?: unknown }).WorkerGlobalScope !== undefined;
  try {
    return inBrowser || nested ? openWebWorker() : await openNodeWorker();
  } catch (cause) {
    throw new MlpLabError('unavailable', `a training thread can't be started: ${(cause as Error).message}`, { cause });
  }
}

/** How many threads can work at once. */
export async function coreCount(): Promise<number> {
  if (typeof navigator !== 'undefined' && navigator.hardwareConcurrency) return navigator.hardwareConcurrency;
  const { availableParallelism } = await import(/* @vite-ignore */ 'node:os');
  return availableParallelism();
}

function openWebWorker(): Thread {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  const thread = {
    send: (order) => worker.postMessage(order),
    close: () => worker.terminate(),
  } as Thread;
  worker.onmessage = ({ data }) => thread.onReport(data);
  worker.onerror = ({ message }) => thread.onCrash(message);
  return thread;
}

async function openNodeWorker(): Promise<Thread> {
  const { Worker: NodeWorker } = await import(/* @vite-ignore */ 'node:worker_threads');
  const worker = new NodeWorker(new URL('./worker.js', import.meta.url));
  const thread = {
    send: (order) => worker.postMessage(order),
    close: () => void worker.terminate(),
  } as Thread;
  worker.on('message', (report: Report) => thread.onReport(report));
  worker.on('error', (error: Error) => thread.onCrash(error.message));
  worker.on('exit', (code) => thread.onCrash(`it exited with code ${code}`));
  return thread;
}
