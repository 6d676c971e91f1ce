// A Web Worker: the images come first, then tasks, one at a time; progress is posted, then how each ended.
import { MlpLabError } from '@mlp-lab/core';
import { builderOf } from '../registry-module';
import { runTask } from '../run-task';
import type { Task, TaskProgress } from '../task';
import type { FromWorker, ToWorker } from './web-messages';

/** The part of a worker that is used: TypeScript's types of pages don't have it. */
interface WorkerScope {
  onmessage: (event: { data: ToWorker }) => void;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as WorkerScope;
let shared: Extract<ToWorker, { kind: 'start' }>;

scope.onmessage = async ({ data }) => {
  if (data.kind === 'start') shared = data;
  else scope.postMessage(await train(data.task, data.keepModel));
};

async function train(task: Task, keepModel?: boolean): Promise<FromWorker> {
  try {
    const build = await builderOf(task, shared.registryModule);
    const onProgress = (progress: TaskProgress) => scope.postMessage({ kind: 'progress', progress });
    const { dataset, wasmPaths } = shared;
    return { kind: 'done', result: await runTask(task, { dataset, wasmPaths, build, keepModel, onProgress }) };
  } catch (error) {
    if (error instanceof MlpLabError) return { kind: 'failed', failure: { code: error.code, message: error.message } };
    return { kind: 'crashed', message: String((error as Error).stack ?? error) };
  }
}
