// Which queue a command means: `--queue URL`, or `--queue` alone for the URL in REDIS_URL.
import { MlpLabError } from '@mlp-lab/core';
import { option } from '../command/option';
import { text } from '../options/parsers';
import { withoutPassword } from './without-password';

const ADDRESS = 'redis://host:6379/0, or rediss:// for TLS; alone: the address in REDIS_URL';

export const queueOption = option('[url]', `queue on Redis: ${ADDRESS}`, text);

export const queueName = option('<name>', 'name of the queue: several can share one Redis', text, {
  defaultText: 'default',
});

/** What commands say about a queue. */
export interface QueueChoice {
  queue?: string | true;
  queueName?: string;
  cancel?: boolean;
}

/** @throws MlpLabError `invalid-argument` for an option that says nothing without `--queue`. */
export function checkQueueChoice({ queue, queueName, cancel }: QueueChoice): void {
  if (queue !== undefined) return;
  if (cancel) throw new MlpLabError('invalid-argument', '--cancel needs --queue');
  if (queueName !== undefined) throw new MlpLabError('invalid-argument', '--queue-name needs --queue');
}

/** @throws MlpLabError `invalid-argument` if there is neither a URL nor REDIS_URL. */
export function queueAddress(given: string | true | undefined): string {
  const address = typeof given === 'string' ? given : process.env.REDIS_URL;
  if (typeof given === 'string' && given !== withoutPassword(given)) process.title = 'mlp-lab'; // lists of processes show a command's words
  if (address) return address;
  throw new MlpLabError('invalid-argument', 'queue: expected --queue redis://host:6379/0, or the address in REDIS_URL');
}

/** @throws MlpLabError `unavailable` if the package is not installed. */
export async function loadQueue(): Promise<typeof import('@mlp-lab/queue')> {
  try {
    return await import('@mlp-lab/queue');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new MlpLabError(
      'unavailable',
      'queue: the package @mlp-lab/queue is not installed: npm install @mlp-lab/queue',
      {
        cause: error,
      },
    );
  }
}
