// For tests: a real Chromium with bundled scripts in a cross-origin isolated page, served from this machine.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';

/** Where Chromium is, or undefined: `CHROMIUM_PATH`, or where Debian puts it. */
export const chromiumPath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));

const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Bundles scripts for browsers, opens a page that runs `entries.page` (any other is served beside it, by its name), gives
 * the page to `use`, and closes all.
 */
export async function withPage<Result>(
  entries: { page: string } & Record<string, string>,
  use: (page: Page) => Promise<Result>,
): Promise<Result> {
  const { outputFiles } = await build({
    entryPoints: entries,
    outdir: '/',
    bundle: true,
    splitting: true, // Node's parts stay in files of their own, which no page loads
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['node:*', 'tinypool', 'write-file-atomic'],
    logLevel: 'error',
  });
  const scripts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '');
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.end(
      script ?? '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: chromiumPath, args: QUIET });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await use(page);
  } finally {
    await browser.close();
    server.close();
  }
}
