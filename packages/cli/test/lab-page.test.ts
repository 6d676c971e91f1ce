// The lab as a person uses it, in a real browser.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from '../../../scripts/open-page';
import { BIN, runCli } from './run-cli';

const LIMIT = '640';

let browser: Browser;
let program: ChildProcess;
let url: string;

/** A port that is free: its browser keeps the data for an address that was asked for. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return String(port);
}

/** What Chromium itself writes where a page asks whether there is WebGPU, and there is none. */
const NO_GPU = 'No available adapters.';

/** The lab, ready, and all that it asks for or complains of. */
async function openLab(): Promise<{ page: Page; requests: string[]; complaints: string[] }> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text() !== NO_GPU) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  return { page, requests, complaints };
}

/** Checks these networks and no others. */
async function choose(page: Page, ...names: string[]): Promise<void> {
  const checked = page.getByRole('checkbox', { checked: true });
  while ((await checked.count()) > 0) await checked.first().uncheck();
  for (const name of names) await page.getByRole('checkbox', { name: new RegExp(`^${name}\\b`) }).check();
}

describe.skipIf(!chromiumPath)('the lab in Chromium (skipped where there is none: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    program = spawn(process.execPath, [BIN, 'serve', '--no-open', '--limit', LIMIT, '--port', await freePort()]);
    [[url], browser] = await Promise.all([
      once(program.stdout!.setEncoding('utf8'), 'data'),
      chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    program?.kill('SIGINT');
  });

  it('trains what is chosen, to the figures of the command that it shows, and asks nobody else for anything', async () => {
    const { page, requests, complaints } = await openLab();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(page.url()).not.toContain('#'); // the token is not left in the address
    await choose(page, 'relu', 'ensemble');
    await page.getByRole('textbox', { name: 'Epochs' }).fill('2');
    await page.getByRole('radio', { name: 'Controlled' }).check({ force: true });
    const command = await page.getByRole('form').getByRole('code').textContent();
    await page.getByRole('button', { name: 'Train 2 networks' }).click();
    await page.getByRole('heading', { name: 'Done' }).waitFor();

    expect(command).toBe('mlp-lab compare relu ensemble --epochs 2 --protocol controlled');
    const { stdout } = await runCli([...command!.split(' ').slice(1), '--limit', LIMIT, '--json']);
    const figures = JSON.parse(stdout).rows.map((row: { testAccuracy: { mean: number } }) =>
      row.testAccuracy.mean.toFixed(4),
    );
    expect(await page.locator('td[data-head="Test accuracy"]').allInnerTexts()).toEqual(figures);

    await page.getByRole('combobox', { name: 'Network', exact: true }).selectOption({ label: 'Ensemble (ensemble)' });
    await page.getByRole('img', { name: /mistakes, the surest first/ }).waitFor();
    await page.getByRole('img', { name: 'The network of each of its 3 members' }).waitFor();
    expect(
      await page.getByRole('img', { name: /^The first \d+ test images\. Lit: the \d+ that ensemble takes/ }).count(),
    ).toBe(1);
    expect(requests.filter((asked) => !asked.startsWith(new URL(url).origin))).toEqual([]);
    expect(complaints).toEqual([]); // the Content-Security-Policy has nothing to forbid
    await page.close();
  });

  it('says what is wrong in the form, and stops when it is told to', async () => {
    const { page } = await openLab();
    await choose(page);
    await page.getByRole('textbox', { name: 'Seeds' }).fill('1,1');
    await page.getByText('Choose at least one network.').waitFor();
    await page.getByText('Each seed once.').waitFor();
    expect(await page.getByRole('button', { name: 'Train 0 networks' }).isDisabled()).toBe(true);

    await choose(page, 'baseline');
    await page.getByRole('textbox', { name: 'Seeds' }).fill('1,2');
    await page.getByRole('textbox', { name: 'Epochs' }).fill('100000');
    await page.getByRole('button', { name: 'Train 1 network' }).click();
    await page.getByRole('progressbar', { name: /^baseline\.seed-1: epoch \d+ of 100000$/ }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('heading', { name: 'Stopped' }).waitFor();
    await page.close();
  });

  it('reads the data from what the browser has kept, and fetches again what is damaged', async () => {
    const { page, requests } = await openLab();
    const visit = async () => {
      requests.length = 0;
      await page.reload();
      await page.getByRole('heading', { name: 'Ready' }).waitFor();
      return requests.map((asked) => new URL(asked).pathname).filter((path) => path.startsWith('/data/'));
    };
    expect(await visit()).toEqual([]);
    await page.evaluate(async () => {
      const cache = await caches.open('mlp-lab-data');
      await cache.put('/data/t10k-images-idx3-ubyte', new Response('damaged'));
    });
    expect(await visit()).toEqual(['/data/t10k-images-idx3-ubyte']);
    expect(await visit()).toEqual([]);
    await page.close();
  });

  it('lets nobody in who has not the whole address', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(new URL(url).origin);
    await page.getByRole('alert').getByText('This address lacks its key').waitFor();
    await page.goto(`${new URL(url).origin}/#wrong`);
    await page.reload();
    await page.getByRole('alert').getByText('this address belongs to another session').waitFor();
    await context.close();
  });
});
