// A thread of Node: a task comes in, its result goes out, progress is posted on the way.
import type { MessagePort } from 'node:worker_threads';
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { builderOf, type RegistryModule } from '../registry-module';
import { runTask } from '../run-task';
import type { Task, TaskResult } from '../task';
import type { WorkerFailure } from './thread-pool';

interface WorkerTask {
  task: Task;
  keepModel?: boolean;
  dataset: Dataset;
  port: MessagePort;
  registryModule?: RegistryModule;
}

export default async function work(asked: WorkerTask): Promise<TaskResult | WorkerFailure> {
  const { task, keepModel, dataset, port, registryModule } = asked;
  try {
    const build = await builderOf(task, registryModule);
    return await runTask(task, { dataset, build, keepModel, onProgress: (progress) => port.postMessage(progress) });
  } catch (error) {
    if (!(error instanceof MlpLabError)) throw error;
    return { failure: { code: error.code, message: error.message } };
  } finally {
    port.close();
  }
}
