import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, newPage } from '../../../scripts/open-page';
import { runCli } from './run-cli';

const QUICK = ['--epochs', '2', '--limit', '320'];
/** Networks of a second each, one after another: enough to interrupt the last, on a busy machine, too. */
const FOUR = ['relu', 'adam', 'batch-norm', 'combined', '--jobs', '1', '--limit', '2000', '--epochs', '150'];

// No screen, and a program for opening addresses that does nothing.
const NO_SCREEN = { DISPLAY: '', WAYLAND_DISPLAY: '', XDG_CURRENT_DESKTOP: '', BROWSER: 'true' };

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-browser-'));
});
afterAll(() => rm(dir, { recursive: true }));

describe.skipIf(!chromiumPath)(inChromium, () => {
  const env = { ...NO_SCREEN, CHROMIUM_PATH: chromiumPath };

  it('compare --browser gives the same report as Node, to the last bit, and saves the same run', async () => {
    const args = ['compare', 'baseline', 'relu', 'ensemble', '--seeds', '1,2', '--json', ...QUICK];
    const [browser, node] = ['browser', 'node'].map((name) => join(dir, name));
    const there = await runCli([...args, '--browser', '--jobs', '2', '--out', browser], { env });
    const here = await runCli([...args, '--jobs', '1', '--out', node]); // threads would load TensorFlow.js once more each
    expect(there.code).toBe(0);
    expect(there.stderr).toMatch(/^relu\.seed-1: epoch 2\/2 {2}loss \d+\.\d{4} {2}acc 0\.\d{4} {2}val 0\.\d{4}$/m);
    expect(withoutSeconds(there.stdout)).toEqual(withoutSeconds(here.stdout));
    const kept = (await readdir(node, { recursive: true })).sort();
    expect((await readdir(browser, { recursive: true })).sort()).toEqual(kept);
    for (const file of kept.filter((name) => name.endsWith('.f32')))
      expect(await readFile(join(browser, file))).toEqual(await readFile(join(node, file)));

    const again = await runCli([...args, '--headless', '--out', browser], { env });
    expect(again.stderr).toMatch(/^8 of 10 networks|^10 of 10 networks are already trained$/m);
    expect(again.stdout).toBe(there.stdout);
  });

  // Side by side: the second mostly waits for a page that does not come back.
  it.concurrent('ends at once with 130 on Ctrl-C, and prints what is complete', async () => {
    const args = ['compare', ...FOUR, '--headless'];
    const ended = await runCli(args, {
      env,
      onStderr: (text, child) => {
        if (!child.killed && /relu\.seed-1: trained/.test(text)) child.kill('SIGINT');
      },
    });
    expect(ended.code).toBe(130);
    expect(ended.stderr).toMatch(/mlp-lab: interrupted\.\n$/);
    expect(ended.stdout).toMatch(/^Activation function/m);
    expect(ended.stdout).not.toMatch(/^All together/m);
  });

  it.concurrent('reports in one line that the page was closed; a page opened by hand shows what happened', async () => {
    let opened: Promise<void> | undefined;
    const visit = async (url: string) => {
      const page = await newPage();
      await page.goto(url);
      await page.getByText(/[1-3] of 4 networks trained/).waitFor();
      await page.getByRole('progressbar').waitFor();
      await page.close();
    };
    const args = ['compare', ...FOUR, '--open'];
    const ended = await runCli(args, {
      env,
      onStderr: (text) => {
        const [url] = /http:\S+/.exec(text) ?? [];
        if (url) opened ??= visit(url);
      },
    });
    await opened;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^mlp-lab: the page that trained was closed, or crashed, before it was done$/m);
  });
});

describe('without a Chromium', () => {
  it('--headless says how to install one', async () => {
    const args = ['compare', 'relu', '--headless', ...QUICK];
    const missing = await runCli(args, { env: { CHROMIUM_PATH: '/nowhere/chromium' } });
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toBe(
      'mlp-lab: CHROMIUM_PATH: expected the path of a Chromium, received /nowhere/chromium\n',
    );
    const none = await runCli(args, { env: { CHROMIUM_PATH: '', PATH: '', PLAYWRIGHT_BROWSERS_PATH: dir } });
    expect(none.stderr).toMatch(/^mlp-lab: no Chromium was found: install one \(.*\), or set CHROMIUM_PATH .*\n$/);
  });

  it('a port that is in use ends the command at once', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runCli(['compare', 'relu', '--headless', '--port', `${port}`, ...QUICK]);
    other.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `mlp-lab: port ${port} can't be used: another program uses it; choose another with --port\n`,
    });
  }, 30_000); // less than it would wait for a page

  it('--open and --headless exclude each other', async () => {
    const { code, stderr } = await runCli(['compare', 'relu', '--open', '--headless']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^mlp-lab: option '--open' cannot be used with option '--headless'/);
  });
});

describe('mlp-lab serve', () => {
  it('prints its address, serves the lab there, and ends with 130 on Ctrl-C', async () => {
    let answer: Promise<string> | undefined;
    const ended = await runCli(['serve', '--no-open', '--limit', '10'], {
      env: NO_SCREEN,
      onStdout: (text, child) => {
        answer ??= fetch(text.trim()).then((response) => {
          child.kill('SIGINT');
          return response.text();
        });
      },
    });
    expect(await answer).toContain('<title>mlp-lab</title>');
    expect(ended.code).toBe(130);
    expect(ended.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}\n$/);
  });

  it('refuses an invalid port', async () => {
    const { code, stderr } = await runCli(['serve', '--port', '65536']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Expected an integer from 0 to 65535/);
  });
});

const withoutSeconds = (text: string) => JSON.parse(text, (key, value) => (key === 'seconds' ? undefined : value));
