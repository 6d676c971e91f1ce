// The owner's end of a queue: an executor whose tasks are trained by the machines that serve the queue.
import { checkCount, checkFunction, type Dataset, describeValue, invalidArgument } from '@mlp-lab/core';
import { checkDataset } from '@mlp-lab/data-mnist';
import { type Assignment, connect, type Executor } from '@mlp-lab/experiment';
import { checkLocation, connectToRedis, locationChecks, prefixOf, type QueueLocation } from './connection';
import { openQueueTransport } from './queue-transport';
import { readable } from './refusal';
import { type QueueStatus, statusReader } from './status-reader';
import { openStore } from './store';

/** Options of `openQueue`. */
export interface OpenQueueOptions extends QueueLocation {
  /**
   * Kept in Redis for the workers that do not have it, compressed (MNIST: 12 MB), for a week after its last use.
   * @default none: the workers must have the data set
   */
  dataset?: Dataset;
  /**
   * Milliseconds after which a task fails that every machine refuses, since they lack its data set, a plugin or the version.
   * @default Infinity: it waits for a machine that can train it
   */
  refusalPatience?: number;
  /** Milliseconds between looks at what was missed: machines that came or refuse, results whose event was lost. @default 2000 */
  pollInterval?: number;
  /** Receives sentences for the user: a lost connection, a machine that refuses tasks. Each is said once. */
  onNotice?(message: string): void;
}

/** An executor whose tasks travel over a queue to the machines that run `mlp-lab worker`. */
export interface TaskQueue extends Executor {
  /** Takes a task back that nobody else waits for. @returns whether it was in the queue and not trained yet */
  takeBack(assignment: Assignment): Promise<boolean>;
  /** What waits, and who trains it. */
  status(): Promise<QueueStatus>;
  /** Ends the connection. Tasks that are not done stay in the queue: run them again to collect their results. */
  close(): Promise<void>;
}

/**
 * Opens a queue for a comparison: `compare({ executor: await openQueue({ connection, dataset }), jobs: 1000, … })`. `jobs` is then
 * how many tasks may be in the queue at the same time.
 *
 * A task that is already in the queue is not added again; a result that nobody has collected is the answer at once. What a task's
 * training itself makes fail (a diverging loss, a plugin that throws) is reported at once and not tried again; a machine that is lost
 * costs nothing but the time since its last checkpoint.
 *
 * @throws MlpLabError `unavailable` if there is no Redis at the address; `invalid-argument` for a name of other characters. What Redis refuses later
 * (its memory is full, it can't be written to) is `io`.
 */
export async function openQueue(given: OpenQueueOptions): Promise<TaskQueue> {
  const options = checkLocation('openQueue', given, CHECKS);
  const { connection, dataset, pollInterval = 2_000, refusalPatience = Number.POSITIVE_INFINITY, onNotice } = options;
  const prefix = prefixOf(options);
  const { redis, close } = await connectToRedis(connection, onNotice);
  const store = openStore(redis, prefix);
  const transport = openQueueTransport({ redis, prefix, store, dataset, pollInterval, refusalPatience, onNotice });
  const executor = connect(transport);
  const status = statusReader(redis, prefix);
  return {
    run: executor.run,
    takeBack: (assignment) => readable(transport.takeBack(assignment)),
    status: () => readable(status.read()),
    close: () => close(executor.close().then(() => status.close())),
  };
}

const CHECKS = {
  ...locationChecks,
  dataset: checkDataset,
  pollInterval: (name: string, value: unknown) => checkCount(name, value),
  onNotice: checkFunction,
  refusalPatience: (name: string, value: unknown) => {
    if (typeof value !== 'number' || !(value >= 0))
      throw invalidArgument(name, 'a number of milliseconds, or Infinity', describeValue(value));
  },
};
