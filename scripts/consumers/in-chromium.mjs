// Opens a page in Chromium and waits for what its program gives.
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const PATIENCE = 60_000;

let browser;

/** @returns `{ value }` or `{ error }` of the page's program, with the lines on its console. */
export async function inChromium(url) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
  const tab = await browser.newPage();
  const lines = [];
  tab.on('console', (message) => lines.push(message.text()));
  tab.on('pageerror', (error) => lines.push(String(error)));
  tab.on('response', (response) => response.status() >= 400 && lines.push(`${response.status()} ${response.url()}`));
  try {
    await tab.goto(url);
    await tab.waitForFunction(() => 'result' in globalThis, undefined, { timeout: PATIENCE });
    return { ...(await tab.evaluate(() => globalThis.result)), lines };
  } catch (error) {
    return { error: lines.find((line) => /error/i.test(line)) ?? String(error).split('\n')[0], lines };
  } finally {
    await tab.close();
  }
}

export const closeChromium = () => browser?.close();

/** Serves a folder as any static site, below a path: a folder's address is that of its index.html. */
export async function serveFolder(folder, below = '/') {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, 'http://x');
    const path = pathname.startsWith(below) ? pathname.slice(below.length) : '.missing';
    const file = join(folder, decodeURIComponent(path), /(^|\/)$/.test(path) ? 'index.html' : '');
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(await readFile(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}${below}`, close: () => server.close() };
}
