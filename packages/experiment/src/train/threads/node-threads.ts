// Runs tasks on worker threads of Node.
import { MessageChannel } from 'node:worker_threads';
import { MlpLabError } from '@mlp-lab/core';
import Tinypool from 'tinypool';
import type { TaskResult } from '../task';
import { shareImages } from './share-images';
import type { ThreadPool, ThreadPoolOptions, WorkerFailure } from './thread-pool';

export function openNodeThreads({ dataset, count, registryModule }: ThreadPoolOptions): ThreadPool {
  const pool = new Tinypool({
    filename: new URL('./node-worker.js', import.meta.url).href,
    runtime: 'worker_threads',
    minThreads: count,
    maxThreads: count,
  });
  const shared = shareImages(dataset);
  return {
    async run(task, { keepModel, onProgress, signal }) {
      const { port1, port2 } = new MessageChannel();
      port1.on('message', (progress) => onProgress?.(progress));
      try {
        const message = { task, keepModel, dataset: shared, port: port2, registryModule };
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
