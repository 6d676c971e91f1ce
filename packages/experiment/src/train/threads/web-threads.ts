// Runs tasks on Web Workers, one at a time on each. Bundlers find the worker's script by the URL below.
import { MlpLabError } from '@mlp-lab/core';
import type { TaskOptions } from '../run-task';
import type { Task, TaskResult } from '../task';
import { shareImages } from './share-images';
import type { ThreadPool, ThreadPoolOptions } from './thread-pool';
import type { FromWorker, ToWorker } from './web-messages';

/** A place for a worker, which is started for its first task and again after one that was aborted or crashed. */
interface Slot {
  worker?: Worker;
}

export function openWebThreads({ dataset, count, registryModule, wasmPaths }: ThreadPoolOptions): ThreadPool {
  const shared = shareImages(dataset);
  const slots: Slot[] = Array.from({ length: count }, () => ({}));
  const free = [...slots];
  const waiting: ((slot: Slot) => void)[] = [];
  return {
    async run(task, options) {
      const slot = free.pop() ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)));
      try {
        slot.worker ??= startWorker({ kind: 'start', dataset: shared, registryModule, wasmPaths });
        return await train(slot.worker, task, options);
      } catch (error) {
        if (!(error instanceof MlpLabError) || error.code === 'aborted' || error.code === 'unavailable') stop(slot);
        throw error;
      } finally {
        const next = waiting.shift();
        if (next) next(slot);
        else free.push(slot);
      }
    },
    close: async () => slots.forEach(stop),
  };
}

function startWorker(start: ToWorker): Worker {
  const worker = new Worker(new URL('./web-worker.js', import.meta.url), { type: 'module' });
  send(worker, start);
  return worker;
}

function stop(slot: Slot): void {
  slot.worker?.terminate();
  slot.worker = undefined;
}

const send = (worker: Worker, message: ToWorker) => worker.postMessage(message);

/** An aborted task ends at once, its worker with it. */
function train(worker: Worker, task: Task, { keepModel, onProgress, signal }: TaskOptions): Promise<TaskResult> {
  return new Promise<TaskResult>((resolve, reject) => {
    const abort = () => reject(new MlpLabError('aborted', `training of ${task.id} was aborted`));
    if (signal?.aborted) return abort();
    const ended = new AbortController();
    const { signal: until } = ended;
    signal?.addEventListener('abort', abort, { signal: until });
    worker.addEventListener('error', ({ message }) => reject(crash(task, message)), { signal: until });
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === 'progress') return onProgress?.(data.progress);
        ended.abort();
        if (data.kind === 'done') resolve(data.result);
        else if (data.kind === 'failed') reject(new MlpLabError(data.failure.code, data.failure.message));
        else reject(new Error(data.message));
      },
      { signal: until },
    );
    send(worker, { kind: 'train', task, keepModel });
  });
}

/** A script that can't be loaded gives no message. */
const crash = (task: Task, message: string | undefined) =>
  new MlpLabError('unavailable', `${task.id}: its worker ended: ${message || "its script can't be loaded"}`);
