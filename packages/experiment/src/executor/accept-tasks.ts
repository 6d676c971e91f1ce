// A worker's end of a transport: checks what each task requires, has it trained and reports. The same for every transport; it
// brings no code that trains, which a page that only passes tasks on need not load.
import type { Dataset } from '@mlp-lab/core';
import { datasetDigest } from '@mlp-lab/data-mnist';
import type { Registry, Variant } from '@mlp-lab/models';
import type { BackendOptions } from '../backends/backend';
import { registeredVariant } from '../plan/registered-variant';
import type { TaskResult } from '../train/task';
import type { Assignment, RunOptions } from './executor';
import { failureOf } from './failure';
import type { TaskReply, TaskRequest, TrainRequest } from './protocol';
import { unmetRequirement } from './requirements';

/** Where tasks are trained, and with what. */
export interface TaskWorker extends BackendOptions {
  /** The images that it has. */
  dataset: Dataset;
  /** Has the plugins; it may still be loading. */
  registry: Registry | Promise<Registry>;
  /** Variants that are looked up by name before those of the registry. */
  variants?: readonly Variant[];
}

/** Trains an assignment whose requirements are met. */
export type TrainAssignment = (
  assignment: Assignment,
  options: RunOptions,
  found: { dataset: Dataset; registry: Registry; variant?: Variant },
) => Promise<TaskResult>;

/**
 * Returns a function that takes a comparison's requests, in the order in which they arrive. It never throws.
 *
 * @param send sends a reply to the comparison.
 */
export function acceptTasks(
  worker: TaskWorker & { train: TrainAssignment },
  send: (reply: TaskReply) => void,
): (request: TaskRequest) => void {
  const running = new Map<number, Record<'abort' | 'pause', AbortController>>();
  let digest: Promise<string> | undefined;
  const identified = async () => {
    digest ??=
      worker.dataset.digest === undefined ? datasetDigest(worker.dataset) : Promise.resolve(worker.dataset.digest);
    return { ...worker, dataset: { ...worker.dataset, digest: await digest } };
  };

  async function serve({
    kind,
    id,
    wantsCheckpoints,
    checkpointEvery,
    threads,
    ...assignment
  }: TrainRequest): Promise<void> {
    const controllers = { abort: new AbortController(), pause: new AbortController() };
    running.set(id, controllers);
    const options: RunOptions = {
      onProgress: (progress) => send({ kind: 'progress', id, progress }),
      ...(wantsCheckpoints && { onCheckpoint: (checkpoint) => send({ kind: 'checkpoint', id, checkpoint }) }),
      checkpointEvery,
      threads,
      signal: controllers.abort.signal,
      pause: controllers.pause.signal,
    };
    try {
      send({ id, ...(await trainOrRefuse(await identified(), assignment, options)) });
    } catch (error) {
      send({ kind: 'failed', id, ...failureOf(error) });
    } finally {
      running.delete(id);
    }
  }

  return (request) => {
    if (request.kind === 'train') void serve(request);
    else if (request.kind !== 'stored') running.get(request.id)?.[request.kind].abort();
  };
}

type Answer = { kind: 'done'; result: TaskResult } | { kind: 'refused'; reason: string };

async function trainOrRefuse(
  worker: TaskWorker & { train: TrainAssignment },
  assignment: Assignment,
  options: RunOptions,
): Promise<Answer> {
  const { dataset, variants } = worker;
  const { task, requires } = assignment;
  const registry = await worker.registry;
  const variant = variants?.find(({ name }) => name === task.variant) ?? registeredVariant(registry, task);
  const reason = unmetRequirement({ variant: task.variant, requires }, { dataset, registry, variant });
  if (reason !== undefined) return { kind: 'refused', reason };
  return { kind: 'done', result: await worker.train(assignment, options, { dataset, registry, variant }) };
}
