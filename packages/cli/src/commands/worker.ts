import { defineCommand } from '../command/define-command';
import { option } from '../command/option';
import { positiveInteger, text } from '../options/parsers';
import { dataOptions, limit, threads } from '../options/shared-options';
import { queueName, queueOption } from '../queue/queue-address';

export const worker = defineCommand({
  name: 'worker',
  description: 'train the networks of a queue on this machine, until Ctrl-C',
  arguments: {},
  options: {
    queue: queueOption,
    queueName,
    jobs: option('<n>', 'networks to train in parallel', positiveInteger, { defaultText: 'the number of processors' }),
    threads,
    machine: option('<name>', 'name of this machine in reports', text, { defaultText: "the host's name" }),
    ...dataOptions,
    limit,
  },
  examples: {
    'worker --queue redis://192.168.1.10:6379': 'all processors of this machine; the data comes from the queue',
    'worker --queue --jobs 2': 'two networks at a time, for the queue in REDIS_URL',
  },
  async run(options) {
    const { serveQueue } = await import('../queue/serve-queue');
    await serveQueue(options);
  },
});
