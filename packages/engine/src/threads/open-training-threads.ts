// The threads on which `fitAll` trains.
import { isBrowser, nodeWorkers, openThreadPool, type Thread, type ThreadPool } from '@mlp-lab/core';
import type { ThreadReply, ThreadRequest, TrainEnd, TrainProgress, TrainRequest } from './messages';

export type TrainingThread = Thread<ThreadRequest, ThreadReply>;

export function openTrainingThreads(size: number): ThreadPool<ThreadRequest, ThreadReply> {
  return openThreadPool({ size, start });
}

/** Trains on a thread, and never rejects. A crash of the thread ends as `failed`; an abort ends once the thread has sent its state. */
export function trainOnThread(
  thread: TrainingThread,
  request: TrainRequest,
  onProgress: (progress: TrainProgress) => void,
  signal?: AbortSignal,
): Promise<TrainEnd> {
  return new Promise<TrainEnd>((resolve) => {
    const abort = () => thread.send({ kind: 'abort' });
    const end = (reply: TrainEnd) => {
      signal?.removeEventListener('abort', abort);
      resolve(reply);
    };
    signal?.addEventListener('abort', abort);
    thread.onMessage = (reply) => (reply.kind === 'progress' ? onProgress(reply) : end(reply));
    thread.onLost = ({ code, message }) => end({ kind: 'failed', code, message });
    thread.send(request);
  });
}

function start() {
  if (isBrowser()) return new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  const { Worker: NodeWorker } = nodeWorkers();
  return new NodeWorker(new URL('./worker.js', import.meta.url));
}
