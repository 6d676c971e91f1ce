// The contract of executors on a page of a real browser, over HTTP.
import { type ExecutorHarness, testExecutor } from '@mlp-lab/experiment/testing';
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { chromiumPath, inChromium, newPage, PATIENCE } from '../../../../scripts/open-page';
import { openSetup } from '../plugins/setup';
import { openBrowserExecutor } from './browser-executor';

describe.skipIf(!chromiumPath)(inChromium, () => {
  let page: Page;

  const harness: ExecutorHarness = {
    name: 'an executor on a page',
    open: ({ dataset, jobs }) =>
      openBrowserExecutor({
        dataset,
        setup: openSetup({ cwd: '.', names: [] }),
        jobs,
        patience: { first: PATIENCE, again: 1_000 }, // no page is reloaded here
        async openWindow(url) {
          page = await newPage();
          await page.goto(url);
          return { close: () => page.close() };
        },
      }),
    crash: () => page.close(),
    replaces: false,
  };
  testExecutor(harness, { describe, it });
});
