import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, withPage } from '../../../scripts/open-page';
import { type failureOnThreads, smallComparison } from './browser/small-comparison';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PAGE = file('./browser/page.ts');
const WORKER = file('../dist/train/threads/web-worker.js');

interface Page {
  smallComparison: typeof smallComparison;
  failureOnThreads: typeof failureOnThreads;
}

describe.skipIf(!chromiumPath)(inChromium, () => {
  it('gives the same numbers as in Node, to the last bit, for every row, on the page and on Web Workers', async () => {
    const [alone, onThreads, aborted] = await withPage({ page: PAGE, 'web-worker': WORKER }, async (page) => {
      await page.waitForFunction(() => 'smallComparison' in globalThis);
      return page.evaluate(async () => {
        const { smallComparison, failureOnThreads } = globalThis as unknown as Page;
        return [await smallComparison(), await smallComparison(2), await failureOnThreads({ aborted: true })] as const;
      });
    });
    const here = await smallComparison();
    expect(JSON.parse(here)).toHaveLength(8);
    expect(JSON.parse(alone)).toEqual(JSON.parse(here));
    expect(JSON.parse(onThreads)).toEqual(JSON.parse(here));
    expect(aborted).toBe('aborted');
  });

  it('ends with an error where the script of the workers is missing', async () => {
    const code = await withPage({ page: PAGE }, async (page) => {
      await page.waitForFunction(() => 'failureOnThreads' in globalThis);
      return page.evaluate(() => (globalThis as unknown as Page).failureOnThreads());
    });
    expect(code).toBe('unavailable');
  });
});
