// For tests: the lab in a real browser, and what a person does there.
import { readFile } from 'node:fs/promises';
import type { Dataset } from '@mlp-lab/core';
import { limitDataset, loadMnist } from '@mlp-lab/data-mnist';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { vi } from 'vitest';
import { newPage, PATIENCE } from '../../../scripts/open-page';
import { type ServedLab, type ServeOptions, serveLab } from './serve-lab';

export const IMAGES = 640;
export const DESKTOP = { viewport: { width: 1280, height: 800 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' } as const;

let dataset: Promise<Dataset> | undefined;
export async function fewImages(): Promise<Dataset> {
  dataset ??= loadMnist().then((all) => limitDataset(all, IMAGES));
  return dataset;
}

export interface LabInUse {
  lab: ServedLab;
  /** What pages have complained of. */
  complaints: readonly string[];
  /** A page in a fresh profile, as soon as it can train. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Serves a lab, and closes it and its pages after use. */
export async function useLab(options: ServeOptions, use: (lab: LabInUse) => Promise<void>): Promise<void> {
  const lab = await serveLab(await fewImages(), options);
  const pages: Page[] = [];
  const complaints: string[] = [];
  const open: LabInUse['open'] = async (url, options = DESKTOP) => {
    const page = await newPage(options);
    pages.push(page);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(url);
    await page.getByRole('button', { name: 'Train', exact: true }).first().waitFor();
    return page;
  };
  try {
    await use({ lab, complaints, open });
  } finally {
    await Promise.all(pages.map((page) => page.close()));
    lab.close();
  }
}

/** Until it is so, however busy the machine is. */
export const eventually = (assertion: () => Promise<void> | void) => vi.waitFor(assertion, { timeout: PATIENCE });

export const count = (page: Page) => page.locator('.count b').textContent();
export const train = (page: Page) =>
  page.getByRole('region', { name: 'Training' }).getByRole('button', { name: 'Train', exact: true }).click();
/** Trains, and reloads the page in the very turn in which it shows another epoch, which it returns. */
export async function trainAndReload(page: Page): Promise<number> {
  await Promise.all([page.waitForEvent('load'), page.evaluate(playAndReload)]);
  return page.evaluate(() => Number(sessionStorage.getItem('reached')));
}

/** In the page. */
function playAndReload(): void {
  const shown = () => Number(document.querySelector('.count b')!.textContent);
  const before = shown();
  document.querySelector<HTMLButtonElement>('.play')!.click();
  const observer = new MutationObserver(() => {
    if (shown() === before) return;
    observer.disconnect();
    sessionStorage.setItem('reached', String(shown()));
    location.reload();
  });
  observer.observe(document.querySelector('.count')!, { characterData: true, childList: true, subtree: true });
}

export const isDone = (page: Page) => page.getByRole('button', { name: 'Done', exact: true }).waitFor();

/** A seven, with the mouse. */
export async function draw(page: Page): Promise<void> {
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

export const importFiles = (page: Page, ...files: { name: string; buffer: Buffer }[]) =>
  page.getByLabel('Files to import').setInputFiles(files.map((file) => ({ ...file, mimeType: '' })));

/** The file that a button gives. */
export async function downloaded(page: Page, name: string, which: 'first' | 'last' = 'first'): Promise<Buffer> {
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true })[which]().click();
  return readFile(await (await file).path());
}
