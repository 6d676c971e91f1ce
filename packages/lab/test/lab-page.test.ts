// The lab as a person uses it, in a real browser: a newcomer's path through an exported site, and the page that `mlp-lab serve` keeps for one person.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Dataset } from '@mlp-lab/core';
import { limitDataset, loadMnist } from '@mlp-lab/data-mnist';
import { allNetworks, type Checkpoint, openExecutor, requirementsOf } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, inChromium } from '../../../scripts/open-page';
import { readSettings } from '../src/state/url-codec';
import { planCards } from '../src/training/plan-cards';
import { type ServedLab, serveLab } from './serve-lab';

const IMAGES = 640;
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' } as const;
const EPOCHS = 60; // of some milliseconds: enough to be in the middle of
const REPORTS = 80e3; // bytes of what draws tables and charts, fetched when all is trained

let browser: Browser;
let site: ServedLab;
let own: ServedLab;
let dataset: Dataset;
const registry = createRegistry([notebook()]);

/** A fresh profile, and whatever its page complains of. */
async function open(
  url: string,
  options: BrowserContextOptions = DESKTOP,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  await page.getByRole('button', { name: 'Train', exact: true }).first().waitFor();
  return { page, complaints };
}

/** Until it is so, however busy the machine is. */
const poll = <Value>(value: () => Value | Promise<Value>) => expect.poll(value, { timeout: 30_000 });

const count = (page: Page) => page.locator('.count b').textContent();
const train = (page: Page) =>
  page.getByRole('region', { name: 'Training' }).getByRole('button', { name: 'Train', exact: true }).click();
const isDone = (page: Page) => page.getByRole('button', { name: 'Done', exact: true }).waitFor();

/** Of the site's scripts so far, compressed. */
const scriptBytes = () =>
  [...site.fetched].reduce((sum, [path, bytes]) => (path.endsWith('.js') ? sum + bytes : sum), 0);

/** A seven, with the mouse. */
async function draw(page: Page): Promise<void> {
  const { x, y, width, height } = (await page.locator('#draw').boundingBox())!;
  const at = (across: number, down: number) => [x + width * across, y + height * down] as const;
  await page.mouse.move(...at(0.3, 0.25));
  await page.mouse.down();
  for (const [across, down] of [
    [0.7, 0.25],
    [0.55, 0.55],
    [0.45, 0.85],
  ] as const)
    await page.mouse.move(...at(across, down), { steps: 3 });
  await page.mouse.up();
}

const importFiles = (page: Page, ...files: { name: string; buffer: Buffer }[]) =>
  page.getByLabel('Files to import').setInputFiles(files.map((file) => ({ ...file, mimeType: '' })));

/** SHA-256 of all weights of each network that the browser has kept of its newest run, by task. */
const keptWeights = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const ask = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await ask(indexedDB.open('mlp-lab'));
    const store = (name: string) => database.transaction(name).objectStore(name);
    const runs = (await ask(store('runs').getAll())).sort((a, b) => b.started - a.started);
    const keys = (await ask(store('networks').getAllKeys())) as string[][];
    const networks = await ask(store('networks').getAll());
    const found: Record<string, string> = {};
    for (const [i, [run, task]] of keys.entries()) {
      if (run !== runs[0].id) continue;
      const bytes = await new Blob(
        networks[i].checkpoint.weights.map(({ data }: { data: Float32Array<ArrayBuffer> }) => data),
      ).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      found[task] = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    }
    return found;
  });

/** The same of the link's networks, trained in Node without any break. */
async function nodeWeights(link: string): Promise<Record<string, string>> {
  const settings = readSettings(new URL(link).search, registry)!;
  const executor = openExecutor({ dataset, registry, jobs: 0 });
  const found: Record<string, string> = {};
  for (const { task, variant } of allNetworks(planCards(settings, registry, dataset))) {
    let newest: Checkpoint | undefined;
    const requires = requirementsOf(task, variant, dataset);
    await executor.run({ task, requires }, { onCheckpoint: (checkpoint) => (newest = checkpoint) });
    const hash = createHash('sha256');
    for (const { data } of newest!.weights) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    found[task.id] = hash.digest('hex');
  }
  await executor.close();
  return found;
}

/** The file that a button gives. */
async function downloaded(page: Page, name: string, which: 'first' | 'last' = 'first'): Promise<Buffer> {
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true })[which]().click();
  return readFile(await (await file).path());
}

/** What axe-core finds on the page as it is. */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  return page.evaluate(async (rules) => {
    // biome-ignore lint/suspicious/noExplicitAny: the script that was just run
    const { violations } = await (globalThis as any).axe.run(document, rules ? { runOnly: rules } : {});
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html}`),
    );
  }, rules);
}

describe.skipIf(!chromiumPath)(inChromium, () => {
  beforeAll(async () => {
    dataset = limitDataset(await loadMnist(), IMAGES);
    [site, own, browser] = await Promise.all([
      serveLab(dataset, true),
      serveLab(dataset),
      chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    own?.close();
  });

  it.each([
    ['1280 px, light', DESKTOP],
    ['390 px, dark', PHONE],
  ])("a newcomer's path through a static site, %s", async (_, options) => {
    const isPhone = options === PHONE;
    const go = async (page: Page, tab: 'Build' | 'Train' | 'Try') => {
      if (isPhone) await page.getByRole('navigation').getByRole('button', { name: tab }).click();
    };
    site.fetched.clear();
    const { page, complaints } = await open(site.url, options);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(scriptBytes()).toBeLessThan(90e3); // the page without what trains and what draws reports
    await page.getByRole('button', { name: 'B: add a layer' }).click();
    await page.getByText('Two things changed: layers, activation').waitFor();
    await page.getByLabel('Epochs', { exact: true }).fill(String(EPOCHS));
    await page.getByLabel('Epochs', { exact: true }).press('Enter');
    await train(page);
    const trained = await page.waitForFunction(() => Number(document.querySelector('.count b')?.textContent));
    expect(await trained.jsonValue()).toBeLessThan(EPOCHS);
    await page.reload(); // in the middle
    await go(page, 'Try');
    await draw(page);
    await page.getByText(/^hard vote/).waitFor(); // both have answered
    await isDone(page);
    expect(scriptBytes()).toBeLessThan(300e3 + REPORTS); // trained on TensorFlow.js's plainest backend
    const link = page.url();
    await poll(() => keptWeights(page)).toEqual(await nodeWeights(link)); // the last are kept soon after the end

    for (const tab of isPhone ? (['Build', 'Train', 'Try'] as const) : (['Build'] as const)) {
      await go(page, tab);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        options.viewport.width,
      );
      expect(await violations(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: isPhone ? 'light' : 'dark' });
    expect(await violations(page, ['color-contrast'])).toEqual([]);

    await page.getByText('Export', { exact: true }).click();
    const report = JSON.parse((await downloaded(page, 'report.json')).toString());
    expect(report.rows.map(({ runs }: { runs: { epochs: number }[] }) => runs[0].epochs)).toEqual([EPOCHS, EPOCHS]);
    const onnx = await downloaded(page, 'ONNX');
    const keras = (await downloaded(page, 'Keras', 'last')).toString(); // the program of B
    expect(keras).toContain('keras.utils.set_random_seed(1)');
    expect(keras.match(/layers\.Dense\(50/g)).toHaveLength(3);
    await page.keyboard.press('Escape');
    await page.context().setOffline(true);
    await page.reload();
    await isDone(page); // from the browser's own copies
    await page.context().setOffline(false);

    const other = await open(link, options);
    await train(other.page);
    await isDone(other.page);
    await poll(() => keptWeights(other.page)).toEqual(await keptWeights(page));
    await importFiles(other.page, { name: 'own.onnx', buffer: onnx });
    const { testAccuracy } = report.rows[0]; // of A, which it is
    await other.page.getByText(`${(100 * testAccuracy.mean).toFixed(2)} % of the test images`).waitFor();
    expect([...complaints, ...other.complaints]).toEqual([]);
    await page.context().close();
    await other.page.context().close();
  });

  it('keeps earlier runs, whose curves come back, and goes on with a changed rate', async () => {
    const { page } = await open(`${site.url}?A=relu&epochs=3&lesson=voting`);
    await page.getByRole('heading', { name: 'Three networks, three opinions' }).waitFor();
    await page.getByRole('button', { name: 'Close the lesson' }).click();
    await page.goto(`${site.url}?A=relu&epochs=3`);
    await train(page);
    await isDone(page);
    await page.getByText('Export', { exact: true }).click();
    const report = await downloaded(page, 'report.json');
    await importFiles(page, { name: 'report.json', buffer: report });
    await page.getByRole('heading', { name: 'Imported: report.json' }).waitFor();
    await page.getByRole('button', { name: 'A: batch size: more' }).click(); // 64: starts again
    await poll(() => count(page)).toBe('0');
    await page.getByRole('button', { name: 'One epoch' }).click();
    await poll(() => count(page)).toBe('1');
    await page.getByRole('button', { name: 'A: learning rate: more' }).click();
    await page.getByText('→ 0.002 after epoch 1').waitFor();
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await isDone(page);
    expect(page.url()).toContain('rate:0.002@1');
    await page.getByRole('button', { name: /^Compare the run/ }).click();
    await page.getByRole('img', { name: /A, earlier run: 0\.\d+/ }).waitFor();
    await page.getByRole('button', { name: /^Open the run/ }).click();
    await poll(() => page.url()).toContain('A=relu&epochs=3');
    expect(await count(page)).toBe('3');

    const kernels = () => [...site.fetched.keys()].filter((path) => path.endsWith('.wasm'));
    expect(kernels()).toEqual([]);
    await page.getByText('Advanced', { exact: true }).click();
    await page.getByLabel('Backend').selectOption('wasm');
    await page.getByRole('button', { name: 'One epoch' }).click();
    await poll(() => count(page)).toBe('1');
    expect(page.url()).toContain('backend=wasm');
    expect(kernels()).not.toEqual([]); // fetched when it was chosen
    await page.context().close();
  });

  it('trains on a table of one’s own, which it shows first and keeps', async () => {
    const { page, complaints } = await open(`${site.url}?A=relu,hidden:8&epochs=3`);
    const bright = (label: number, column: number) => (column === label ? 255 : column * label);
    const rows = Array.from({ length: 90 }, (_, i) => [
      i % 3,
      ...Array.from({ length: 9 }, (_, c) => bright(i % 3, c)),
    ]);
    await importFiles(page, { name: 'dots.csv', buffer: Buffer.from(rows.map((row) => row.join()).join('\n')) });
    await page.getByText('75 training and 15 test images of 3 × 3 pixels, 3 classes.').waitFor();
    await page.getByRole('button', { name: 'Use this data' }).click();
    await page.getByRole('button', { name: '9 – 8 – 3' }).waitFor();
    await train(page);
    await isDone(page);
    await page.reload();
    await isDone(page); // restored, with the data
    await page.getByRole('button', { name: 'Back to mnist' }).click();
    await page.getByText(`mnist: ${IMAGES} training`).waitFor();
    expect(await count(page)).toBe('0');
    await importFiles(page, { name: 'poem.txt', buffer: Buffer.from('Whose woods these are I think I know.') });
    await page
      .getByRole('alert')
      .getByText(/poem\.txt/)
      .waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the page of one person is isolated, keeps its key to itself, and lets nobody else in', async () => {
    const { page, complaints } = await open(own.url);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(page.url()).not.toContain('#'); // the key is not left in the address
    await page.keyboard.press(' '); // plays
    await poll(async () => Number(await count(page))).toBeGreaterThan(0);
    await page.reload();
    await page.getByRole('button', { name: /^(Pause|Done)$/ }).waitFor();
    expect(complaints).toEqual([]); // the Content-Security-Policy has nothing to forbid
    const stranger = await page
      .context()
      .browser()!
      .newContext()
      .then((context) => context.newPage());
    await stranger.goto(new URL(own.url).origin);
    await stranger.getByRole('alert').getByText('This address lacks its key').waitFor();
    await stranger.goto(`${new URL(own.url).origin}/#wrong`);
    await stranger.reload();
    await stranger.getByRole('alert').getByText('another session').waitFor();
    await page.context().close();
  });
});
