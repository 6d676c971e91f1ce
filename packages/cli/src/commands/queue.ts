import { defineCommand } from '../command/define-command';
import { argument, flag } from '../command/option';
import { json } from '../options/shared-options';
import { queueAction } from '../queue/queue-action';
import { queueName, queueOption } from '../queue/queue-address';

export const queue = defineCommand({
  name: 'queue',
  description: "show a queue's tasks and machines, or remove its tasks",
  arguments: { action: argument('<action>', 'status, or clear: remove all tasks and results', queueAction) },
  options: { queue: queueOption, queueName, watch: flag('with status: update it every second, until Ctrl-C'), json },
  examples: {
    'queue status --queue redis://192.168.1.10:6379': 'what waits, and which machine trains what',
    'queue status --queue --watch': 'the same, live, for the queue in REDIS_URL',
    'queue clear --queue': 'empty the queue in REDIS_URL',
  },
  async run({ action, ...options }) {
    const { printQueue } = await import('../queue/print-queue');
    await printQueue(action, options);
  },
});
