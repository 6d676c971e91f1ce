// An executor over threads, one task at a time on each.
import { coreCount, type Dataset, MlpLabError, openThreadPool, type Thread, warnOnce } from '@mlp-lab/core';
import type { BackendOptions } from '../backends/backend';
import { runtime } from '../backends/runtime';
import type { TaskResult } from '../train/task';
import { abortedTask, connect } from './connect';
import type { Assignment, Executor, RunOptions } from './executor';
import type { TaskReply, TaskRequest } from './protocol';
import type { RegistryModule } from './registry-module';
import { unbatched } from './reply-batches';
import { startChildProcess } from './transports/child-processes';
import { shareImages } from './transports/share-images';
import { startWebWorker } from './transports/web-workers';
import { startWorkerThread } from './transports/worker-threads';

/** A thread's first message: everything that its tasks share. Plain data. */
export interface ThreadSetup extends BackendOptions {
  kind: 'setup';
  dataset: Dataset;
  registryModule?: RegistryModule;
}

export interface ThreadExecutorOptions extends Omit<ThreadSetup, 'kind'> {
  /** Networks at a time, each on a worker thread (in a browser, a Web Worker), but no more than there are cores: they would cost memory and gain nothing. */
  jobs: number;
  /**
   * The most threads that train one network together, as for `fit`. @default as a network's training begins, the number of cores divided
   * by that of networks in training
   */
  threads?: number;
  /** The address of the threads' script. @default beside this module */
  workerUrl?: string | URL;
  /** Trains on the caller's thread where no thread can be started. @default none: the run is rejected */
  here?: Executor;
  /** In Node, a process for each thread, with a copy of the data: if one crashes, the others go on. @default false */
  apart?: boolean;
}

/** A thread that crashes or whose task is aborted is replaced for the next task. */
export function openThreadExecutor(options: ThreadExecutorOptions): Executor {
  const { jobs, threads, workerUrl, here, apart, dataset, registryModule, ...rest } = options;
  const areProcesses = apart && runtime === 'Node';
  const setup: ThreadSetup = {
    ...{ kind: 'setup', ...rest },
    dataset: areProcesses ? dataset : shareImages(dataset),
    registryModule: registryModule && { ...registryModule, url: String(registryModule.url) }, // a URL can't be sent
  };
  const startThread = () => (runtime === 'Node' ? startWorkerThread(workerUrl) : startWebWorker(workerUrl));
  const start = () => {
    const worker = areProcesses ? startChildProcess() : startThread();
    worker.postMessage(setup);
    return worker;
  };
  const size = Math.min(jobs, coreCount());
  const pool = openThreadPool<TaskRequest, TaskReply[]>({ size, start });
  let asked = 0; // networks in training, and those that wait
  const share = () => Math.max(1, Math.floor(coreCount() / Math.min(size, asked)));
  return {
    async run(assignment, options) {
      asked++;
      try {
        return await runInPool(assignment, options);
      } finally {
        asked--;
      }
    },
    close: async () => pool.close(),
  };

  function runInPool(assignment: Assignment, options: RunOptions = {}): Promise<TaskResult> {
    return pool.use(
      (thread) => runOn(thread, assignment, { ...options, threads: options.threads ?? threads ?? share() }),
      here &&
        (({ message }) => {
          warnOnce(
            `compare trains on this thread: ${message}. If your bundler leaves @mlp-lab/experiment/task-worker out, serve that file and pass its address as workerUrl.`,
          );
          return here.run(assignment, options);
        }),
    );
  }
}

/** An abort ends the thread at once, whatever it is doing. */
async function runOn(
  thread: Thread<TaskRequest, TaskReply[]>,
  assignment: Assignment,
  { signal, ...callbacks }: RunOptions = {},
): Promise<TaskResult> {
  const { id } = assignment.task;
  if (signal?.aborted || callbacks.pause?.aborted) throw abortedTask(id);
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      thread.close();
      reject(abortedTask(id));
    };
  });
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([connect(unbatched(thread)).run(assignment, callbacks), aborted]);
  } catch (error) {
    if (thread.isOpen || signal?.aborted) throw error;
    throw new MlpLabError('unavailable', `training of ${id} ended: ${(error as Error).message}`, { cause: error });
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
