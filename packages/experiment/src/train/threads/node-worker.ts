// A thread of Node: a task comes in, its result goes out, progress is posted on the way.
import type { MessagePort } from 'node:worker_threads';
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { runTask } from '../run-task';
import type { Task, TaskResult } from '../task';
import type { WorkerFailure } from './thread-pool';

export default async function work({
  task,
  keepModel,
  dataset,
  port,
}: {
  task: Task;
  keepModel?: boolean;
  dataset: Dataset;
  port: MessagePort;
}): Promise<TaskResult | WorkerFailure> {
  try {
    return await runTask(task, { dataset, keepModel, onProgress: (progress) => port.postMessage(progress) });
  } catch (error) {
    if (!(error instanceof MlpLabError)) throw error;
    return { failure: { code: error.code, message: error.message } };
  } finally {
    port.close();
  }
}
