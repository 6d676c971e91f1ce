// A comparison that a program runs: this page trains its networks, and shows its events.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import {
  acceptTasks,
  type CompareEvent,
  type Executor,
  type Task,
  type TaskResult,
  type ToPage,
} from '@mlp-lab/experiment';
import type { Registry } from '@mlp-lab/models';
import { reporting } from '../training/reporting';
import { openOutbox } from './outbox';
import { readMessages } from './read-messages';
import type { Server } from './server';

export interface ComparisonOptions {
  /** Trains on this page. */
  executor: Executor;
  dataset: Dataset;
  registry: Registry;
  onEvent(event: CompareEvent): void;
  onResult(task: Task, result: TaskResult): void;
}

/**
 * Trains until the program says that the comparison has ended.
 *
 * @param requests the response by which the program speaks.
 * @returns whether the comparison was interrupted.
 * @throws MlpLabError `io` if the program is gone, or does not accept what this page sends.
 */
export function serveComparison(server: Server, requests: Response, options: ComparisonOptions): Promise<boolean> {
  const { executor, dataset, registry, onEvent, onResult } = options;
  return new Promise((resolve, reject) => {
    const outbox = openOutbox(server, reject);
    const { run: train } = reporting(executor, onResult);
    const serve = acceptTasks({ dataset, registry, train }, (reply) => outbox({ kind: 'reply', reply }));
    const listen = async () => {
      for await (const message of readMessages<ToPage<CompareEvent>>(requests)) {
        if (message.kind === 'request') serve(message.request);
        else if (message.kind === 'event') onEvent(message.event);
        else return resolve(message.interrupted);
      }
      reject(gone());
    };
    listen().catch((cause) => reject(gone(cause)));
  });
}

const gone = (cause?: unknown) => new MlpLabError('io', 'mlp-lab was stopped in the terminal', { cause });
