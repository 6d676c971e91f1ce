// The lab as a person uses it, in a real browser.
import { readFile } from 'node:fs/promises';
import { type Dataset, firstImages } from '@mlp-lab/core';
import { loadMnist } from '@mlp-lab/data-mnist';
import { compare } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from '../../../scripts/open-page';
import { type ServedLab, serveLab } from './serve-lab';

const IMAGES = 640;

let browser: Browser;
let lab: ServedLab;
let dataset: Dataset;

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
  await page.goto(lab.url);
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  return { page, requests, complaints };
}

/** Checks these networks and no others. */
async function choose(page: Page, ...names: string[]): Promise<void> {
  const checked = page.getByRole('group', { name: 'Networks' }).getByRole('checkbox', { checked: true });
  while ((await checked.count()) > 0) await checked.first().uncheck();
  for (const name of names) await page.getByRole('checkbox', { name: new RegExp(`^${name}\\b`) }).check();
}

/** Trains relu and the ensemble for two epochs. */
async function train(page: Page): Promise<void> {
  await choose(page, 'relu', 'ensemble');
  await page.getByRole('textbox', { name: 'Epochs' }).fill('2');
  await page.getByRole('radio', { name: 'Controlled' }).check({ force: true });
  await page.getByRole('button', { name: 'Train 2 networks' }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
}

describe.skipIf(!chromiumPath)('the lab in Chromium (skipped where there is none: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    const { train, test, ...mnist } = await loadMnist();
    dataset = { ...mnist, train: firstImages(train, IMAGES), test: firstImages(test, IMAGES) };
    [lab, browser] = await Promise.all([
      serveLab(dataset),
      chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    lab?.close();
  });

  it('trains the chosen networks to the same figures as a program, and asks nobody else for anything', async () => {
    const { page, requests, complaints } = await openLab();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(page.url()).not.toContain('#'); // the key is not left in the address
    await train(page);
    const command = await page.getByRole('form').getByRole('code').textContent();
    expect(command).toBe('mlp-lab compare relu ensemble --epochs 2 --protocol controlled');
    const { rows } = await compare({
      registry: createRegistry([notebook()]),
      dataset,
      variants: ['relu', 'ensemble'],
      epochs: 2,
      protocol: 'controlled',
    });
    const figures = rows.map(({ testAccuracy }) => testAccuracy.mean.toFixed(4));
    expect(await page.locator('td[data-head="Test accuracy"]').allInnerTexts()).toEqual(figures);

    await page.getByRole('combobox', { name: 'Network', exact: true }).selectOption({ label: 'Ensemble (ensemble)' });
    expect(
      await page
        .getByRole('img', { name: /^The first \d+ test images\. Orange: \d+ that ensemble gets wrong/ })
        .count(),
    ).toBe(1);
    const { origin } = new URL(lab.url);
    expect(requests.filter((asked) => !/^(blob|data):/.test(asked) && !asked.startsWith(origin))).toEqual([]);
    expect(complaints).toEqual([]); // the Content-Security-Policy has nothing to forbid
    await page.close();
  });

  it('shows every chart that the run has, and gives the reason for the others', async () => {
    const { page, complaints } = await openLab();
    await train(page);
    await page.getByText('2 charts are not available for this run').click(); // by now it is known which charts are missing
    await page.getByText('the run has no row of opt/*').waitFor();
    await page
      .getByText('the layers of ensemble were not measured', { exact: false })
      .or(page.getByText('the layers of relu were not measured', { exact: false }))
      .waitFor();
    await page.getByRole('combobox', { name: 'Network', exact: true }).selectOption({ label: 'Ensemble (ensemble)' });
    for (const [chart, title] of [
      ['Test accuracy', /^Test accuracy/],
      ['Learning curves', /^Learning curves/],
      ['Confusion matrix', /^Confusion matrix: Ensemble/],
      ['Mistakes', /^Mistakes: Ensemble, the 40 most confident of \d+/],
      ['Votes', /^Votes: Ensemble, the first 30 test images/],
      ['Accuracy by ensemble size', /^Accuracy by ensemble size: Ensemble/],
      ['First-layer weights', /^Weights of the first layer: Ensemble, its first network/],
      ['Network diagram', /^The network: Ensemble, each of 3/],
    ] as const) {
      await page.getByRole('radio', { name: chart, exact: true }).check({ force: true });
      await page.getByRole('img', { name: title }).waitFor();
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('draws the gradient norms where gradients were measured', async () => {
    const { page } = await openLab();
    await page.getByRole('checkbox', { name: /^Measure gradients/ }).check();
    await train(page);
    await page.getByText('1 chart is not available for this run').waitFor();
    await page.getByRole('radio', { name: 'Gradient norms', exact: true }).check({ force: true });
    await page.getByRole('img', { name: /^Gradient norms by layer: / }).waitFor();
    await page.close();
  });

  it('saves the run as report.html', async () => {
    const { page } = await openLab();
    await train(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download report.html' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('report.html');
    const html = await readFile(await download.path(), 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html.match(/<svg /g)).toHaveLength(8); // all but the race and the gradient norms
    expect(html).toMatch(/<span>mlp-lab<\/span> <span>compare<\/span> <span>relu<\/span> <span>ensemble<\/span>/);
    await page.close();
  });

  it('says what is wrong in the form, and stops when it is asked to', async () => {
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

  it('reads the data that the browser has cached, and fetches again what is damaged', async () => {
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

  it('lets nobody in who does not have the whole address', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const { origin } = new URL(lab.url);
    await page.goto(origin);
    await page.getByRole('alert').getByText('This address lacks its key').waitFor();
    await page.goto(`${origin}/#wrong`);
    await page.reload();
    await page.getByRole('alert').getByText('another session').waitFor();
    await context.close();
  });
});
