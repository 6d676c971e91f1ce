// The lab watches a queue: `mlp-lab serve --queue`, in a real browser, over a Redis with a password.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import { openQueue, runWorker } from '@mlp-lab/queue';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, newPage, PATIENCE } from '../../../scripts/open-page';
import { hasRedis, startRedis } from '../../../testing/redis.mjs';
import { BIN } from './run-cli';

const PASSWORD = 'not-for-the-page';
const registry = createRegistry([notebook()]);

async function serve(connection: string, state: string): Promise<[ChildProcessWithoutNullStreams, string]> {
  const words = ['serve', '--no-open', '--port', '0', '--limit', '640', '--queue', connection];
  const program = spawn(process.execPath, [BIN, ...words], { env: { ...process.env, XDG_STATE_HOME: state } });
  for await (const text of program.stdout.setEncoding('utf8')) return [program, text.split('\n')[0]];
  throw new Error('mlp-lab serve printed no address');
}

/** As people see it. */
const textOf = async (part: Locator) => (await part.allInnerTexts()).join('\n');

describe.skipIf(!chromiumPath || !hasRedis)(inChromium, () => {
  it('shows what waits in a queue and which machine trains it, and never the password', async () => {
    const state = await mkdtemp(join(tmpdir(), 'mlp-lab-state-'));
    const redis = await startRedis({ settings: ['--requirepass', PASSWORD] });
    const connection = redis.url.replace('//', `//:${PASSWORD}@`);
    const queue = await openQueue({ connection, dataset: tinyDataset, pollInterval: 100 });
    const [ownerEnds, workerEnds] = [new AbortController(), new AbortController()];
    const endless = { registry, dataset: tinyDataset, variants: ['relu'], seeds: [1, 2], epochs: 1_000_000 };
    const gone = compare({ ...endless, executor: queue, jobs: 2, signal: ownerEnds.signal }).catch((error) => error);
    const [program, url] = await serve(connection, state);
    const page = await newPage();
    try {
      const answers: string[] = [];
      page.on('response', async (response) => {
        if (new URL(response.url()).pathname.startsWith('/api/')) answers.push(await response.text().catch(() => ''));
      });
      await page.goto(url);
      const panel = page.getByRole('region', { name: 'Queue' });
      await expect
        .poll(() => textOf(panel), { timeout: PATIENCE })
        .toMatch(/waiting\s+2\s.*No machine serves this queue/s);
      const worker = runWorker({ connection, machine: 'anna', jobs: 1, registry, signal: workerEnds.signal });
      const row = panel.getByRole('row', { name: /anna/ });
      await expect
        .poll(() => textOf(row), { timeout: PATIENCE })
        .toMatch(/anna\s+1\/1\s+0\s+relu\.seed-[12]\s+\d+\/1000000/);
      expect(await textOf(panel)).toContain(`default at 127.0.0.1:${redis.port}`);
      expect(`${await page.content()} ${answers.join()}`).not.toContain(PASSWORD);
      ownerEnds.abort();
      await gone;
      workerEnds.abort();
      await worker;
    } finally {
      ownerEnds.abort();
      workerEnds.abort();
      await gone;
      program.kill('SIGINT');
      await Promise.all([page.close(), queue.close()]);
      await Promise.all([redis.stop(), rm(state, { recursive: true })]);
    }
  });
});
