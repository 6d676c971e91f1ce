import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, withPage } from '../../../../scripts/open-page';
import { bitsOfAllPrograms } from './browser/bits-of-programs';
import { bitsOnThreads } from './browser/bits-on-threads';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Page {
  crossOriginIsolated: boolean;
  bitsOfAllPrograms(): string;
  bitsOnThreads(): Promise<string>;
  bitsInOwnWorker(): Promise<string>;
}

describe.skipIf(!chromiumPath)(inChromium, () => {
  it('every program gives the same bits as in Node, and so do threads over shared memory', async () => {
    const entries = {
      page: file('./browser/page.ts'),
      worker: file('../../dist/worker.js'),
      'team-worker': file('../../dist/team-worker.js'),
      own: file('./browser/own-worker.ts'),
    };
    const [isolated, programs, threads, ownThreads] = await withPage(entries, async (page) => {
      await page.waitForFunction(() => 'bitsOnThreads' in globalThis);
      return page.evaluate(async () => {
        const here = globalThis as unknown as Page;
        return [
          here.crossOriginIsolated,
          here.bitsOfAllPrograms(),
          await here.bitsOnThreads(),
          await here.bitsInOwnWorker(),
        ] as const;
      });
    });
    expect(isolated).toBe(true);
    expect(JSON.parse(programs)).toEqual(JSON.parse(bitsOfAllPrograms()));
    const inNode = JSON.parse(await bitsOnThreads());
    expect(JSON.parse(threads)).toEqual(inNode);
    expect(JSON.parse(ownThreads)).toEqual(inNode);
  });
});
