import { fileURLToPath } from 'node:url';
import { executorContract } from '@mlp-lab/experiment/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, type OpenedPage, openPage } from '../../../scripts/open-page';
import type { keepsContract } from './browser/page';
import { type failureOnThreads, smallComparison } from './browser/small-comparison';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PAGE = file('./browser/page.ts');
const WORKER = file('../dist/task-worker.js');

interface Page {
  smallComparison: typeof smallComparison;
  failureOnThreads: typeof failureOnThreads;
  keepsContract: typeof keepsContract;
}

describe.skipIf(!chromiumPath)(inChromium, () => {
  let opened: OpenedPage;
  let inNode: string;
  beforeAll(async () => {
    opened = await openPage({ page: PAGE, 'task-worker': WORKER });
    await opened.page.waitForFunction(() => 'smallComparison' in globalThis);
    inNode = await smallComparison();
  });
  afterAll(() => opened?.close());

  it('gives the same numbers as in Node, to the last bit, for every row, on the page and on Web Workers', async () => {
    const [alone, onThreads, aborted] = await opened.page.evaluate(async () => {
      const { smallComparison, failureOnThreads } = globalThis as unknown as Page;
      return [await smallComparison(), await smallComparison(2), await failureOnThreads({ aborted: true })] as const;
    });
    expect(JSON.parse(inNode)).toHaveLength(8);
    expect(JSON.parse(alone)).toEqual(JSON.parse(inNode));
    expect(JSON.parse(onThreads)).toEqual(JSON.parse(inNode));
    expect(aborted).toBe('aborted');
  });

  it('trains on the page itself, and says so once, if the script of the workers is missing', async () => {
    const warnings: string[] = [];
    const page = await opened.another(async (page) => {
      page.on('console', (message) => warnings.push(message.text()));
      await page.route('**/task-worker*', (route) => route.fulfill({ status: 404 }));
    });
    await page.waitForFunction(() => 'smallComparison' in globalThis);
    const result = await page.evaluate(() => (globalThis as unknown as Page).smallComparison(2));
    expect(JSON.parse(result)).toEqual(JSON.parse(inNode));
    expect(warnings.filter((text) => text.startsWith('compare trains on this thread: '))).toHaveLength(1);
  });

  describe('an executor on Web Workers', () => {
    for (const { name } of executorContract({ name: '', open: () => Promise.reject(), crash() {} }))
      it(name, () => opened.page.evaluate((name) => (globalThis as unknown as Page).keepsContract(name), name));
  });
});
