// `mlp-lab queue status` and `mlp-lab queue clear`.
import { MlpLabError } from '@mlp-lab/core';
import type { QueueStatus } from '@mlp-lab/queue';
import { createLogUpdate } from 'log-update';
import { INTERRUPTED, onInterrupt } from '../exit-codes';
import { queueTable } from '../print/queue-table';
import { say } from '../print/say';
import { print } from '../print/terminal';
import type { QueueAction } from './queue-action';
import { loadQueue, queueAddress } from './queue-address';

export interface QueueOptions {
  queue?: string | true;
  queueName?: string;
  watch?: boolean;
  json?: boolean;
}

export async function printQueue(action: QueueAction, options: QueueOptions): Promise<void> {
  const { queue, queueName: name, watch, json } = options;
  if (action === 'clear' && watch)
    throw new MlpLabError('invalid-argument', '--watch shows a state again and again: it goes with `queue status`');
  const location = { connection: queueAddress(queue), name };
  const { queueStatus, clearQueue } = await loadQueue();
  if (action === 'status') {
    if (watch) return watchStatus(location, json);
    const status = await queueStatus(location);
    if (json) process.stdout.write(`${JSON.stringify(status, null, 2)}\n`);
    else print(queueTable(status));
    return;
  }
  const removed = await clearQueue(location);
  const count = Object.values(removed).reduce((sum, tasks) => sum + tasks, 0);
  if (json) process.stdout.write(`${JSON.stringify({ removed }, null, 2)}\n`);
  else print(`Removed ${count} ${count === 1 ? 'task' : 'tasks'} from the queue '${name ?? 'default'}'.\n`);
}

/** In a terminal one table, rewritten in place; elsewhere one table, or one line of JSON, after another. */
async function watchStatus(location: { connection: string; name?: string }, json?: boolean): Promise<void> {
  const { watchQueue } = await loadQueue();
  const { stdout } = process;
  const live = stdout.isTTY && !json ? createLogUpdate(stdout) : undefined;
  const show = (status: QueueStatus) => {
    if (live) live(queueTable(status, { width: stdout.columns, height: stdout.rows - 1 }).trimEnd());
    else if (json) stdout.write(`${JSON.stringify(status)}\n`);
    else print(`${queueTable(status)}\n`);
  };
  const ending = new AbortController();
  const ignore = onInterrupt(() => ending.abort());
  try {
    for await (const status of watchQueue({ ...location, signal: ending.signal, onNotice: say })) show(status);
  } finally {
    ignore();
    live?.done();
  }
  process.exit(INTERRUPTED);
}
