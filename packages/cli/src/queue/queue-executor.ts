// The executor of `--queue`: the machines that serve the queue train; with `--cancel` the tasks are taken back instead.
import type { Dataset } from '@mlp-lab/core';
import type { Assignment, CompareEvent, Executor, TaskResult } from '@mlp-lab/experiment';
import type { QueueStatus } from '@mlp-lab/queue';
import { CommanderError } from 'commander';
import { loadQueue, queueAddress } from './queue-address';

export interface QueueExecutor extends Executor {
  show(event: CompareEvent): void;
  end(options: { interrupted: boolean }): Promise<void>;
}

export interface QueueExecutorOptions {
  dataset: Dataset;
  queue: string | true;
  queueName: string;
  cancel?: boolean;
  onNotice(message: string): void;
  /** Receives what the machines do, every second. */
  onStatus(status: QueueStatus): void;
}

/** Tasks of one comparison that wait in the queue at the same time. */
export const QUEUED = 10_000;

const STATUS_INTERVAL = 1_000; // ms

/** @throws MlpLabError `unavailable` if there is no Redis at the address, or @mlp-lab/queue is not installed. */
export async function openQueueExecutor(options: QueueExecutorOptions): Promise<QueueExecutor> {
  const { dataset, queueName, cancel, onNotice, onStatus } = options;
  const { openQueue } = await loadQueue();
  const connection = queueAddress(options.queue);
  const queue = await openQueue({ connection, name: queueName, dataset, onNotice });
  const timer = setInterval(() => queue.status().then(onStatus, () => {}), STATUS_INTERVAL); // a lost connection says so itself
  const returns = openReturns((assignment) => queue.takeBack(assignment));
  return {
    run: cancel ? (assignment) => returns.run(assignment) : queue.run,
    show(event) {
      if (event.type === 'planned') returns.expect(event.tasks.length - event.kept);
    },
    async end({ interrupted }) {
      clearInterval(timer);
      if (interrupted && !cancel)
        process.stderr.write(
          'mlp-lab: the queue keeps the tasks: rerun the command to collect the results, or with --cancel to take the tasks back.\n',
        );
      await queue.close();
    },
    close: () => queue.close(),
  };
}

/** Takes all tasks of a comparison back, and then ends the command. */
function openReturns(takeBack: (assignment: Assignment) => Promise<boolean>) {
  const seen: Promise<boolean>[] = [];
  let expected = 0;
  let isSaid = false;
  let all: (counts: Promise<boolean[]>) => void;
  const done = new Promise<boolean[]>((resolve) => {
    all = resolve;
  });
  return {
    expect(tasks: number) {
      expected = tasks;
    },
    async run(assignment: Assignment): Promise<TaskResult> {
      seen.push(takeBack(assignment));
      if (seen.length === expected) all(Promise.all(seen)); // if one fails, all are told
      const taken = (await done).filter(Boolean).length;
      const [were, are] = expected === 1 ? ['task was', 'is'] : ['tasks were', 'are'];
      const message = `${taken} of ${expected} ${were} in the queue and ${are} taken back.`;
      if (!isSaid) process.stdout.write(`${message}\n`);
      isSaid = true;
      throw new CommanderError(0, 'taken-back', message);
    },
  };
}
