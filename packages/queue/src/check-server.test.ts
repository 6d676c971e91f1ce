import { expect, it } from 'vitest';
import { checkServer } from './check-server';

const server = (...lines: string[]) => ({ info: async () => `# Server\r\n${lines.join('\r\n')}\r\n` });

it('refuses a Redis that is too old, with both versions', async () => {
  const old = checkServer(server('redis_version:6.0.16'), 'host:6379');
  await expect(old).rejects.toMatchObject({
    code: 'unavailable',
    message: 'Redis at host:6379: expected version 6.2 or newer, received 6.0.16: install a newer one',
  });
  for (const version of ['6.2.0', '7.0.15', '10.1.0'])
    await checkServer(server(`redis_version:${version}`), 'host:6379');
  await checkServer({ info: () => Promise.reject(new Error('NOPERM')) }, 'host:6379');
});
