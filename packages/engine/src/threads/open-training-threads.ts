// The threads on which `fitAll` trains.
import { openThreadPool, type Thread, type ThreadPool } from '@mlp-lab/core/threads';
import type { ThreadReply, ThreadRequest, TrainEnd, TrainProgress, TrainRequest } from './messages';
import { startWorker } from './start-worker';

export type TrainingThread = Thread<ThreadRequest, ThreadReply>;

/** @param workerUrl of the threads' script. Default: where bundlers and Node find it */
export function openTrainingThreads(size: number, workerUrl?: string | URL): ThreadPool<ThreadRequest, ThreadReply> {
  return openThreadPool({ size, start: () => startWorker(workerUrl) });
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
