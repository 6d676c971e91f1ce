// For tests: runs bundled scripts in a cross-origin isolated page of a real Chromium, served from this machine.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, posix } from 'node:path';
import { build } from 'esbuild';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** The path of Chromium, or undefined: `CHROMIUM_PATH`, or Debian's. */
export const chromiumPath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));

/** The name of test suites that need it. */
export const inChromium = chromiumPath
  ? 'in Chromium'
  : 'in Chromium, which is not installed: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH';

/** Milliseconds that a page may take for what takes one second on an idle machine, before a test takes it for stuck. */
export const PATIENCE = 120_000;

export interface OpenedPage {
  page: Page;
  /** Another page of the same scripts, as if opened by somebody else; `prepare` is called before it is loaded. */
  another(prepare?: (page: Page) => unknown): Promise<Page>;
  close(): Promise<void>;
}

const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
// WebGL and WebGPU in software, so that they are available and the same on every machine.
const SOFTWARE_GPU = ['--enable-unsafe-swiftshader', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** Stands for this machine in the address of a page, as the name of a computer in a network would. */
export const OTHER_NAME = 'class.example';

let shared: Promise<Browser> | undefined;

/** One Chromium for all tests of this process, which ends with it. */
function sharedBrowser(): Promise<Browser> {
  const args = [...QUIET, ...SOFTWARE_GPU, `--host-resolver-rules=MAP ${OTHER_NAME} 127.0.0.1`];
  shared ??= chromium.launch({ executablePath: chromiumPath, args });
  return shared;
}

/** An empty page in a profile of its own, of the Chromium that all tests of this process share. It waits as long as a busy machine needs. */
export async function newPage(options?: BrowserContextOptions): Promise<Page> {
  const page = await (await sharedBrowser()).newPage(options);
  page.setDefaultTimeout(PATIENCE);
  return page;
}

/** Opens a page as `openPage` does, passes it to `use`, and closes everything. */
export async function withPage<Result>(
  entries: { page: string } & Record<string, string>,
  use: (page: Page) => Promise<Result>,
): Promise<Result> {
  const { page, close } = await openPage(entries);
  try {
    return await use(page);
  } finally {
    await close();
  }
}

/**
 * Bundles scripts for browsers and opens a page that runs `entries.page`. The others are served beside it by their names.
 *
 * @param folders further files to serve: path on the server (`/wasm`) → folder on disk.
 */
export async function openPage(
  entries: { page: string } & Record<string, string>,
  folders: Readonly<Record<string, string>> = {},
): Promise<OpenedPage> {
  const server = serve(await bundle(entries), folders);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pages: Page[] = [];
  const close = async () => {
    await Promise.all(pages.map((page) => page.close()));
    server.close();
  };
  const another: OpenedPage['another'] = async (prepare) => {
    const page = await newPage();
    pages.push(page);
    page.on('pageerror', (error) => console.error(error));
    await prepare?.(page);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return page;
  };
  try {
    return { page: await another(), another, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Path on the server → script. */
async function bundle(entries: Record<string, string>): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: entries,
    outdir: '/',
    bundle: true,
    splitting: true, // code for Node stays in files of its own, which no page loads
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['node:*'],
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

const PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';

function serve(scripts: Map<string, string>, folders: Readonly<Record<string, string>>): Server {
  return createServer(async ({ url = '/' }, response) => {
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    const folder = folders[posix.dirname(url)];
    const file = folder && (await readFile(join(folder, posix.basename(url))).catch(() => undefined));
    if (url === '/') response.setHeader('content-type', 'text/html').end(PAGE);
    else if (scripts.has(url)) response.setHeader('content-type', 'text/javascript').end(scripts.get(url));
    else if (file) response.setHeader('content-type', 'application/wasm').end(file);
    else response.writeHead(404).end();
  });
}
