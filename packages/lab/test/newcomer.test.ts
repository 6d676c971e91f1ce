// A newcomer's path through an exported site, in a real browser, on a desktop and on a phone.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { allNetworks, type Checkpoint, openExecutor, requirementsOf } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, PATIENCE } from '../../../scripts/open-page';
import { readSettings } from '../src/state/url-codec';
import { planCards } from '../src/training/plan-cards';
import type { ServedLab } from './serve-lab';
import {
  DESKTOP,
  downloaded,
  draw,
  eventually,
  fewImages,
  importFiles,
  isDone,
  PHONE,
  train,
  trainAndReload,
  useLab,
} from './use-lab';

const EPOCHS = 40; // of some milliseconds: enough to be in the middle of, on a busy machine, too
const REPORTS = 80e3; // bytes of what draws tables and charts, fetched when all is trained

describe.skipIf(!chromiumPath)(inChromium, () => {
  it.each([
    ['1280 px, light', DESKTOP],
    ['390 px, dark', PHONE],
  ])(
    "a newcomer's path through a static site, %s",
    (_, options) =>
      useLab({ isSite: true }, async ({ lab: site, complaints, open }) => {
        const isPhone = options === PHONE;
        const go = async (page: Page, tab: 'Build' | 'Train' | 'Try') => {
          if (isPhone) await page.getByRole('navigation').getByRole('button', { name: tab }).click();
        };
        const page = await open(site.url, options);
        expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
        expect(scriptBytes(site)).toBeLessThan(90e3); // the page without what trains and what draws reports
        await page.getByRole('button', { name: 'B: add a layer' }).click();
        await page.getByText('Two things changed: layers, activation').waitFor();
        await page.getByLabel('Epochs', { exact: true }).fill(String(EPOCHS));
        await page.getByLabel('Epochs', { exact: true }).press('Enter');
        expect(await trainAndReload(page)).toBeLessThan(EPOCHS); // in the middle
        await go(page, 'Try');
        await draw(page);
        await page.getByText(/^hard vote/).waitFor(); // both have answered
        await isDone(page);
        const [drawn, answers] = [await drawing(page), await said(page)];
        expect(scriptBytes(site)).toBeLessThan(300e3 + REPORTS); // trained on TensorFlow.js's plainest backend
        const link = page.url();
        const { search } = new URL(link);
        if (!nodeWeights.has(search)) nodeWeights.set(search, trainInNode(search));
        const weights = await nodeWeights.get(search);
        await eventually(async () => expect(await keptWeights(page)).toEqual(weights)); // the last are kept soon after the end

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
        const files = (await (await fetch(`${site.url}offline.json`)).json()) as string[];
        await eventually(async () => expect(await keptFiles(other)).toBeGreaterThan(files.length));
        await other.context().setOffline(true); // after the first load
        await other.reload();
        await train(other);
        await isDone(other);
        await other.context().setOffline(false);
        await eventually(async () => expect(await keptWeights(other)).toEqual(weights));
        await go(other, 'Try');
        await importFiles(other, { name: 'seven.png', buffer: drawn });
        await other.getByText('seven.png', { exact: true }).waitFor();
        expect(await said(other)).toEqual(answers); // as of the drawing
        await go(other, 'Build'); // where imported networks are listed
        await importFiles(other, { name: 'own.onnx', buffer: onnx });
        const { testAccuracy } = report.rows[0]; // of A, which it is
        const guest = other.getByText(`${(100 * testAccuracy.mean).toFixed(2)} % of the test images`);
        await guest.waitFor();
        await other.reload();
        await guest.waitFor(); // kept, as runs are
        expect(complaints).toEqual([]);
      }),
    3 * PATIENCE, // its steps are many
  );
});

/** The canvas as a PNG, on black. */
async function drawing(page: Page): Promise<Buffer> {
  const url = await page.locator('#draw').evaluate((pad: HTMLCanvasElement) => {
    const { width, height } = pad;
    const copy = Object.assign(document.createElement('canvas'), { width, height });
    const context = copy.getContext('2d')!;
    context.fillRect(0, 0, width, height);
    context.drawImage(pad, 0, 0);
    return copy.toDataURL();
  });
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** What each network takes the image for. */
const said = (page: Page) => page.locator('.said b').allTextContents();

/** How many files the site has kept for use offline. */
const keptFiles = (page: Page) => page.evaluate(async () => (await (await caches.open('mlp-lab-site')).keys()).length);

/** Of a site's scripts so far, compressed. */
const scriptBytes = ({ fetched }: ServedLab) =>
  [...fetched].reduce((sum, [path, bytes]) => (path.endsWith('.js') ? sum + bytes : sum), 0);

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

/** The same of the networks of a link, by its settings. */
const nodeWeights = new Map<string, ReturnType<typeof trainInNode>>();

/** The same, trained in Node without any break. */
async function trainInNode(search: string): Promise<Record<string, string>> {
  const [registry, dataset] = [createRegistry([notebook()]), await fewImages()];
  const settings = readSettings(search, registry)!;
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

/** What axe-core finds on the page as it is. */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  return page.evaluate(async (rules) => {
    // biome-ignore lint/suspicious/noExplicitAny: the script that was just run
    const { violations } = await (globalThis as any).axe.run(document, {
      resultTypes: ['violations'],
      ...(rules && { runOnly: rules }),
    });
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html}`),
    );
  }, rules);
}
