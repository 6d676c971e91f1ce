// `mlp-lab queue status` and `mlp-lab queue clear`.
import { queueTable } from '../print/queue-table';
import { loadQueue, queueAddress } from './queue-address';

export interface QueueOptions {
  queue?: string | true;
  queueName: string;
  json?: boolean;
}

export async function printQueue(
  action: 'status' | 'clear',
  { queue, queueName: name, json }: QueueOptions,
): Promise<void> {
  const location = { connection: queueAddress(queue), name };
  const { queueStatus, clearQueue } = await loadQueue();
  if (action === 'status') {
    const status = await queueStatus(location);
    process.stdout.write(json ? `${JSON.stringify(status, null, 2)}\n` : queueTable(status));
    return;
  }
  const removed = await clearQueue(location);
  const count = Object.values(removed).reduce((sum, tasks) => sum + tasks, 0);
  if (json) process.stdout.write(`${JSON.stringify({ removed }, null, 2)}\n`);
  else process.stdout.write(`Removed ${count} ${count === 1 ? 'task' : 'tasks'} from the queue '${name}'.\n`);
}
