// `inspect` and `verify` on the machines of a queue: the live table, and a good end at Ctrl-C.
import type { Dataset } from '@mlp-lab/core';
import type { Executor } from '@mlp-lab/experiment';
import type { QueueStatus } from '@mlp-lab/queue';
import { INTERRUPTED, onInterrupt } from '../exit-codes';
import { showProgress } from '../print/progress';
import { queueTable } from '../print/queue-table';
import { said } from '../print/say';
import { checkQueueChoice, type QueueChoice } from './queue-address';
import { openQueueExecutor, type QueueExecutor } from './queue-executor';

export interface Training {
  /** Opens the executor for the images to train on; absent where this program trains. */
  openExecutor?(dataset: Dataset): Promise<Executor>;
  /** A line for the user. */
  say(line: string): void;
}

/** @throws MlpLabError as `openQueueExecutor`, and what the work throws. */
export async function withQueue<Result>(
  choice: QueueChoice,
  work: (training: Training) => Promise<Result>,
): Promise<Result> {
  checkQueueChoice(choice);
  const { queue, queueName, cancel } = choice;
  if (queue === undefined) return work({ say: (line) => void process.stderr.write(`${line}\n`) });
  const progress = showProgress(process.stderr);
  const onNotice = (message: string) => progress.say(said(message));
  const onStatus = (status: QueueStatus) => progress.instead((size) => queueTable(status, size));
  let opened: QueueExecutor | undefined;
  let isInterrupted = false;
  const end = async (interrupted: boolean) => {
    progress.stop();
    await opened?.end({ interrupted });
  };
  const ignore = onInterrupt(() => {
    if (isInterrupted) process.exit(INTERRUPTED); // asked twice: at once
    isInterrupted = true;
    void end(true).finally(() => process.exit(INTERRUPTED));
  });
  let isDone = false;
  try {
    const result = await work({
      say: progress.say,
      async openExecutor(dataset) {
        opened = await openQueueExecutor({ dataset, queue, queueName, cancel, onNotice, onStatus });
        return opened;
      },
    });
    isDone = true;
    return result;
  } finally {
    ignore();
    await end(!isDone);
  }
}
