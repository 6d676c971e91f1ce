// Opens pages in the browsers of this machine, and waits for the answers that they post.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '../children.mjs';

const PATIENCE = 120_000;
const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Name → program, and its arguments for a page and a folder of its own. */
export const browsers = {
  Chromium: {
    program: CHROMIUM,
    args: (url, folder) => [
      '--headless=new',
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
      `--user-data-dir=${folder}`,
      url,
    ],
  },
  Firefox: {
    program: '/usr/bin/firefox-esr',
    args: (url, folder) => ['--headless', '--no-remote', '--profile', folder, url],
  },
  WebKitGTK: {
    program: '/usr/bin/xvfb-run',
    needs: MINI_BROWSER,
    version: [MINI_BROWSER, '--version'],
    args: (url) => ['-a', MINI_BROWSER, url],
    env: {
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
  },
};

export const isPresent = ({ program, needs = program }) => existsSync(program) && existsSync(needs);

const PAGE = '<!doctype html><title>contract</title><script type="module" src="/page.js"></script>';

/** The headers of each kind of page. */
export const pages = {
  isolated: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
  plain: {},
  forbidden: { 'content-security-policy': "script-src 'self'" },
};

/** What the page, served from `folder` with these headers, answers in a browser. */
export async function answerOf({ program, args, env }, headers, folder) {
  let answer;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  const server = createServer(async (request, response) => {
    const { url, method } = request;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (method === 'POST') {
      let text = '';
      for await (const chunk of request) text += chunk;
      response.end();
      return answer(JSON.parse(text));
    }
    const file = url === '/' ? undefined : await readFile(join(folder, url)).catch(() => undefined);
    if (url === '/') response.setHeader('content-type', 'text/html').end(PAGE);
    else if (file) response.setHeader('content-type', 'text/javascript').end(file);
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const home = mkdtempSync(join(tmpdir(), 'mlp-lab-browser-'));
  const { end } = startProgram([program, ...args(`http://localhost:${server.address().port}/`, home)], {
    env: { ...process.env, ...env, HOME: home },
  });
  const timer = setTimeout(() => answer({ error: 'no answer' }), PATIENCE);
  try {
    return await answered;
  } finally {
    clearTimeout(timer);
    await end();
    server.closeAllConnections();
    server.close();
    await new Promise((resolve) => setTimeout(resolve, 300));
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
