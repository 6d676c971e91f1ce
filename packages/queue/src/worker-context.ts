// What the parts of a worker share: its options with their defaults, the connection, and the tasks in training.
import { randomUUID } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import {
  checkCount,
  checkFunction,
  checkObject,
  checkSignal,
  checkString,
  type Dataset,
  describeValue,
  invalidArgument,
} from '@mlp-lab/core';
import { checkDataset } from '@mlp-lab/data-mnist';
import type { RegistryModule } from '@mlp-lab/experiment';
import { checkRegistry, createRegistry, notebook, type Registry } from '@mlp-lab/models';
import type { Redis } from 'ioredis';
import pLimit, { type LimitFunction } from 'p-limit';
import { version } from '../package.json';
import { locationChecks, type QueueLocation } from './connection';
import { announce, type Machine } from './presence';
import { openStore, type Store } from './store';

/** Options of `runWorker`. */
export interface WorkerOptions extends QueueLocation {
  /** Networks to train at the same time, each on its own thread. @default the number of processors */
  jobs?: number;
  /**
   * The most threads that train one network together, as for `fit`; a task may ask for fewer. @default as a network's training begins,
   * the number of processors divided by that of networks in training
   */
  threads?: number;
  /** The data sets of this machine. Others come from the queue, where their owner has put them. @default none */
  data?: readonly Dataset[];
  /** Has the plugins. @default the notebook's variants */
  registry?: Registry;
  /** Where threads find the registry. Without it, tasks that need a plugin are left to other machines. */
  registryModule?: RegistryModule;
  /** What the others call this machine. @default the host's name */
  machine?: string;
  /** Ends the worker: networks in training go back into the queue after their next batch, or at their last checkpoint within ten seconds. */
  signal?: AbortSignal;
  /** Told what the worker does, for a log. */
  onEvent?(event: WorkerEvent): void;
  /** Milliseconds between two checkpoints of a network in the queue. @default 5000 */
  checkpointInterval?: number;
  /** Milliseconds after which a machine that does not answer loses its task. @default 30,000 */
  lockDuration?: number;
  /** Milliseconds between looks for tasks of lost machines. @default 15,000 */
  stalledInterval?: number;
}

/** What happens on a worker, in sentences for a log. */
export type WorkerEvent =
  | { type: 'ready'; machine: string; jobs: number }
  | { type: 'refused'; reason: string }
  /** It starts after so many epochs, and so many images of the next; `threads` is how many it may have. */
  | { type: 'training'; task: string; fromEpoch: number; fromImage: number; threads?: number }
  | { type: 'trained'; task: string; seconds: number }
  | { type: 'failed'; task: string; message: string }
  | { type: 'returned'; task: string }
  | { type: 'notice'; message: string };

/** What the parts of a worker share. */
export interface WorkerContext
  extends Required<Omit<WorkerOptions, 'signal' | 'name' | 'registryModule' | 'connection' | 'threads'>> {
  threads?: number;
  registryModule?: RegistryModule;
  redis: Redis;
  prefix: string;
  store: Store;
  self: Machine;
  /** The tasks in training. */
  runs: Set<JobRun>;
  /** Runs at most `jobs` at a time. */
  limit: LimitFunction;
  /** Whether the worker is about to end. */
  isEnding: boolean;
  /** Says why this machine can't train the tasks of some requirements, or one task. */
  refuse(what: string, reason: string): void;
}

/** A task in training. */
export interface JobRun {
  /** The id of its job. */
  job: string;
  /** Ends the training, because its owner does not want it any more. */
  abort(): void;
  /** Ends the training after the next batch; another machine continues there. */
  pause(): void;
  /** Ends the training at once; another machine continues at the last checkpoint. */
  giveBack(): void;
}

const count = (name: string, value: unknown) => checkCount(name, value);

export const workerChecks = {
  ...locationChecks,
  ...{ jobs: count, threads: count, checkpointInterval: count, lockDuration: count, stalledInterval: count },
  data(name: string, value: unknown) {
    if (!Array.isArray(value)) throw invalidArgument(name, 'an array of data sets', describeValue(value));
    for (const [i, dataset] of Array.from(value).entries()) checkDataset(`${name}[${i}]`, dataset);
  },
  registry: checkRegistry,
  registryModule: checkObject,
  machine: checkString,
  signal: checkSignal,
  onEvent: checkFunction,
};

export function workerContext(options: WorkerOptions, redis: Redis, prefix: string): WorkerContext {
  const { jobs = availableParallelism(), threads, data = [], registry = createRegistry([notebook()]) } = options;
  const { registryModule, machine = hostname(), onEvent = () => {} } = options;
  const { checkpointInterval = 5_000, lockDuration = 30_000, stalledInterval = 15_000 } = options;
  const self: Machine = { id: randomUUID(), name: machine, version, jobs, training: [], trained: 0, refusals: {} };
  const store = openStore(redis, prefix);
  const given = { jobs, threads, data, registry, registryModule, machine, onEvent };
  const times = { checkpointInterval, lockDuration, stalledInterval };
  return {
    ...given,
    ...times,
    ...{ redis, prefix, store, self },
    runs: new Set(),
    limit: pLimit(jobs),
    isEnding: false,
    refuse(what, reason) {
      if (self.refusals[what] === undefined) onEvent({ type: 'refused', reason });
      self.refusals[what] = reason;
      void announce(redis, prefix, self).catch(() => {});
    },
  };
}
