import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chromiumPath, withPage } from '../../../scripts/open-page';
import { smallComparison } from './browser/small-comparison';

const PAGE = fileURLToPath(new URL('./browser/page.ts', import.meta.url));

describe.skipIf(!chromiumPath)('in Chromium (skipped where there is none: set CHROMIUM_PATH)', () => {
  it('gives the same numbers as in Node, to the last bit, for every row', async () => {
    const there = await withPage({ page: PAGE }, async (page) => {
      await page.waitForFunction(() => 'smallComparison' in globalThis);
      return page.evaluate(() => (globalThis as unknown as { smallComparison(): Promise<string> }).smallComparison());
    });
    const here = await smallComparison();
    expect(JSON.parse(here)).toHaveLength(8);
    expect(JSON.parse(there)).toEqual(JSON.parse(here));
  });
});
