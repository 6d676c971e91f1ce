// A thread's side of the pool: a task comes in, its result goes out, progress is posted on the way.
import type { MessagePort } from 'node:worker_threads';
import type { Dataset } from '@mlp-lab/core';
import { MlpLabError } from '@mlp-lab/core';
import { runTask } from './train/run-task';
import type { Task, TaskResult } from './train/task';
import type { WorkerFailure } from './train/thread-pool';

export default async function work({
  task,
  dataset,
  port,
}: {
  task: Task;
  dataset: Dataset;
  port: MessagePort;
}): Promise<TaskResult | WorkerFailure> {
  try {
    return await runTask(task, { dataset, onProgress: (progress) => port.postMessage(progress) });
  } catch (error) {
    if (!(error instanceof MlpLabError)) throw error;
    return { failure: { code: error.code, message: error.message } }; // an error's code is lost between threads
  } finally {
    port.close();
  }
}
