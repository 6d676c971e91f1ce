// The lab as `mlp-lab serve` serves it, in a real browser: to one person behind a key, to a class, and as a folder of files.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, newPage, OTHER_NAME } from '../../../scripts/open-page';
import { ask } from './http-request';
import { BIN, runCli } from './run-cli';

const LIMIT = ['--limit', '640'];

let state: string;

/** `mlp-lab serve` with these options, and the address that it prints. */
async function serve(...options: string[]): Promise<{ program: ChildProcessWithoutNullStreams; url: string }> {
  const env = { ...process.env, XDG_STATE_HOME: state };
  const program = spawn(process.execPath, [BIN, 'serve', '--no-open', ...LIMIT, ...options], { env });
  for await (const text of program.stdout.setEncoding('utf8')) return { program, url: text.split('\n')[0] };
  throw new Error('mlp-lab serve printed no address');
}

async function openLab(url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  await page.getByRole('button', { name: 'Train', exact: true }).first().waitFor();
  return { page, complaints };
}

async function train(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Training' }).getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Done', exact: true }).waitFor();
}

describe.skipIf(!chromiumPath)(inChromium, () => {
  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'mlp-lab-state-'));
  });
  afterAll(() => rm(state, { recursive: true }));

  it('the command that the lab shows gives its figures; the address survives a restart', async () => {
    const { program, url } = await serve('--port', '0');
    try {
      const { origin, hash } = new URL(url);
      const { page, complaints } = await openLab(`${origin}/?A=relu&B=adam&epochs=1${hash}`);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      await train(page);
      await page.getByText('Export', { exact: true }).click();
      const command = (await page.locator('.command code').textContent())!;
      expect(command).toBe('mlp-lab compare relu adam --epochs 1 --limit 640');
      const { stdout } = await runCli([...command.split(' ').slice(1), '--json']);
      const figures = JSON.parse(stdout).rows.map((row: { testAccuracy: { mean: number } }) =>
        row.testAccuracy.mean.toFixed(4),
      );
      expect(await page.locator('td[data-head="Test accuracy"]').allInnerTexts()).toEqual(figures);
      expect(complaints).toEqual([]); // the Content-Security-Policy has nothing to forbid
      const again = await serve('--port', '0');
      expect(new URL(again.url).hash).toBe(hash);
      again.program.kill('SIGINT');
    } finally {
      program.kill('SIGINT');
    }
  });

  it('a class opens it over plain http, without a key, under the names of this machine only', async () => {
    const { program, url } = await serve('--lan', '--port', '0');
    try {
      const { page, complaints } = await openLab(`${url}?A=relu&epochs=2`);
      expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle, 'serviceWorker' in navigator])).toEqual([
        false,
        'undefined',
        false,
      ]);
      await train(page);
      await page.reload();
      await page.getByRole('button', { name: 'Done', exact: true }).waitFor(); // kept
      expect(complaints).toEqual([]);
      const stranger = await newPage();
      const refused = await stranger.goto(url.replace(/\/\/[\d.]+/, `//${OTHER_NAME}`));
      expect(refused!.status()).toBe(403);
      await stranger.close();
      const { port, hostname } = new URL(url);
      const post = await ask(url, { path: '/session.json', method: 'POST', headers: { host: `${hostname}:${port}` } });
      expect(post.status).toBe(405); // read-only
    } finally {
      program.kill('SIGINT');
    }
  });
});

it('serve --export writes a site, again over an earlier one, and into no other folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mlp-lab-site-'));
  try {
    const site = join(folder, 'site');
    for (let time = 0; time < 2; time++) expect((await runCli(['serve', '--export', site, ...LIMIT])).code).toBe(0);
    expect(await readdir(site)).toEqual(
      expect.arrayContaining(['index.html', 'session.json', 'data', 'lessons', 'service-worker.js']),
    );
    const { code, stderr } = await runCli(['serve', '--export', folder, ...LIMIT]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('expected a new or empty folder') });
  } finally {
    await rm(folder, { recursive: true });
  }
});
