// Runs tasks on worker threads of Node, over one shared copy of the images.
import { MessageChannel } from 'node:worker_threads';
import { type Dataset, type ErrorCode, type ImageSet, MlpLabError } from '@mlp-lab/core';
import Tinypool from 'tinypool';
import type { RunTaskOptions } from './run-task';
import type { Task, TaskResult } from './task';

export interface ThreadPool {
  /** Trains a task whose recipe says it all. */
  run(task: Task, options: Pick<RunTaskOptions, 'onProgress' | 'signal'>): Promise<TaskResult>;
  close(): Promise<void>;
}

/** How a failure crosses from a thread. */
export interface WorkerFailure {
  failure: { code: ErrorCode; message: string };
}

/** A pool of `threads` threads. Close it, or the program does not end. */
export function openThreadPool(dataset: Dataset, threads: number): ThreadPool {
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    runtime: 'worker_threads',
    minThreads: threads,
    maxThreads: threads,
  });
  const shared = { ...dataset, train: shareImages(dataset.train), test: shareImages(dataset.test) };
  return {
    async run(task, { onProgress, signal }) {
      const { port1, port2 } = new MessageChannel();
      port1.on('message', (progress) => onProgress?.(progress));
      try {
        const message = { task, dataset: shared, port: port2 };
        const result: TaskResult | WorkerFailure = await pool.run(message, { transferList: [port2], signal });
        if ('failure' in result) throw new MlpLabError(result.failure.code, result.failure.message);
        return result;
      } catch (error) {
        if (signal?.aborted) throw new MlpLabError('aborted', `training of ${task.id} was aborted`, { cause: error });
        throw error;
      } finally {
        port1.close();
      }
    },
    close: () => pool.destroy(),
  };
}

/** The same images in memory that threads share, so that sending them to a thread copies nothing. */
function shareImages(set: ImageSet): ImageSet {
  return { ...set, images: share(set.images), labels: share(set.labels) };
}

function share(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
