// Threads that take one order after another.
import { createLimiter, MlpLabError } from '@mlp-lab/core';
import type { Order, Report } from './messages';
import { openThread, type Thread } from './open-thread';

type TrainOrder = Extract<Order, { kind: 'train' }>;
type Progress = Extract<Report, { kind: 'progress' }>;
type End = Exclude<Report, Progress>;

export interface ThreadPool {
  /** Runs an order as soon as a thread is free. A thread that crashes ends as `failed`; the next order gets a new one. */
  run(order: TrainOrder, onProgress: (progress: Progress) => void): Promise<End>;
  close(): void;
}

export function threadPool(size: number, signal?: AbortSignal): ThreadPool {
  const idle: Thread[] = [];
  const busy = new Set<Thread>();
  const inTurn = createLimiter(size);
  const onAbort = () => {
    for (const thread of busy) thread.send({ kind: 'abort' });
  };
  signal?.addEventListener('abort', onAbort);

  return {
    run: (order, onProgress) =>
      inTurn(async () => {
        if (signal?.aborted) throw new MlpLabError('aborted', 'training was aborted before it began');
        const thread = idle.pop() ?? (await openThread());
        busy.add(thread);
        const end = await converse(thread, order, onProgress);
        busy.delete(thread);
        if (end.crashed) thread.close();
        else idle.push(thread);
        return end.report;
      }),

    close() {
      signal?.removeEventListener('abort', onAbort);
      for (const thread of [...idle, ...busy]) thread.close();
    },
  };
}

function converse(
  thread: Thread,
  order: TrainOrder,
  onProgress: (progress: Progress) => void,
): Promise<{ report: End; crashed: boolean }> {
  return new Promise((resolve) => {
    thread.onReport = (report) => {
      if (report.kind === 'progress') onProgress(report);
      else resolve({ report, crashed: false });
    };
    thread.onCrash = (reason) =>
      resolve({
        report: { kind: 'failed', code: 'unavailable', message: `its thread crashed: ${reason}` },
        crashed: true,
      });
    thread.send(order);
  });
}
