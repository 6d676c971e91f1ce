// The executor of `--queue`: the machines that serve the queue train; with `--cancel` the tasks are taken back instead.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Dataset } from '@mlp-lab/core';
import type { Assignment, CompareEvent, Executor } from '@mlp-lab/experiment';
import type { QueueStatus } from '@mlp-lab/queue';
import { CommanderError } from 'commander';
import { say } from '../print/say';
import { loadQueue, queueAddress } from './queue-address';

export interface QueueExecutor extends Executor {
  show(event: CompareEvent): void;
  end(options: { interrupted: boolean }): Promise<void>;
}

export interface QueueExecutorOptions {
  dataset: Dataset;
  queue: string | true;
  queueName?: string;
  cancel?: boolean;
  onNotice(message: string): void;
  /** Receives what the machines do, every second. */
  onStatus(status: QueueStatus): void;
}

const STATUS_INTERVAL = 1_000; // ms

/** @throws MlpLabError `unavailable` if there is no Redis at the address, or @mlp-lab/queue is not installed. */
export async function openQueueExecutor(options: QueueExecutorOptions): Promise<QueueExecutor> {
  const { dataset, queueName, cancel, onNotice, onStatus } = options;
  const { openQueue } = await loadQueue();
  const connection = queueAddress(options.queue);
  const queue = await openQueue({ connection, name: queueName, dataset, onNotice });
  const timer = setInterval(() => queue.status().then(onStatus, () => {}), STATUS_INTERVAL); // a lost connection says so itself
  return {
    run: cancel ? takeAllBack((assignment) => queue.takeBack(assignment)) : queue.run,
    show() {},
    async end({ interrupted }) {
      clearInterval(timer);
      if (interrupted && !cancel)
        say(
          'the queue keeps the tasks: rerun the command to collect the results, or with --cancel to take the tasks back.',
        );
      await queue.close();
    },
    close: () => queue.close(),
  };
}

/** Takes all tasks back that are asked for at once, and then ends the command. */
function takeAllBack(takeBack: (assignment: Assignment) => Promise<boolean>): Executor['run'] {
  const taking: Promise<boolean>[] = [];
  let ending: Promise<never> | undefined;

  async function end(): Promise<never> {
    await nextTurn(); // the other tasks have come by then
    const count = (await Promise.all(taking)).filter(Boolean).length;
    const [were, are] = taking.length === 1 ? ['task was', 'is'] : ['tasks were', 'are'];
    const message = `${count} of ${taking.length} ${were} in the queue and ${are} taken back.`;
    process.stdout.write(`${message}\n`);
    throw new CommanderError(0, 'taken-back', message);
  }

  return (assignment) => {
    const one = takeBack(assignment);
    one.catch(() => {}); // told at the end
    taking.push(one);
    ending ??= end();
    return ending;
  };
}
