import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, type OpenedPage, openPage } from '../../../scripts/open-page';
import { checkNear } from './backends/check';
import { checkLoaded, contract, lossesOf, type Saved, save, TOLERANCE } from './backends/contract';
import type { BackendsPage } from './backends/page';

const PAGE = fileURLToPath(new URL('./backends/page.ts', import.meta.url));
const WORKER = fileURLToPath(new URL('../dist/task-worker.js', import.meta.url));
const WASM_FILES = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));

const PATIENCE = 240_000; // milliseconds, for GPUs in software on a busy machine

describe.skipIf(!chromiumPath)(inChromium, () => {
  let opened: OpenedPage;
  let inNode: number[];

  /** Calls a function of the page. */
  function inPage<Name extends keyof BackendsPage>(name: Name, ...args: Parameters<BackendsPage[Name]>) {
    const call = ([name, args]: [string, unknown[]]) => {
      const { backendsPage } = globalThis as unknown as {
        backendsPage: Record<string, (...args: unknown[]) => unknown>;
      };
      return backendsPage[name](...args);
    };
    return opened.page.evaluate(call, [name, args] as [string, unknown[]]) as ReturnType<BackendsPage[Name]>;
  }

  beforeAll(async () => {
    opened = await openPage({ page: PAGE, 'task-worker': WORKER }, { '/wasm': WASM_FILES });
    await opened.page.waitForFunction(() => 'backendsPage' in globalThis);
    await inPage('load', 'wasm', '/wasm/');
    inNode = await lossesOf('cpu', 1);
  });
  afterAll(() => opened?.close());

  it('has all backends except the one that runs only in Node', async () => {
    const missing = (await inPage('listBackends')).map(({ name, missing }) => [name, missing]);
    expect(Object.fromEntries(missing)).toEqual({
      engine: null,
      node: 'it runs only in Node; browsers have engine, wasm, webgpu, webgl, cpu',
      wasm: null,
      webgpu: null,
      webgl: null,
      cpu: null,
    });
  });

  it('says how to give the address of missing .wasm files', async () => {
    const page = await opened.another();
    await page.waitForFunction(() => 'backendsPage' in globalThis);
    const message = await page.evaluate(() =>
      (globalThis as unknown as { backendsPage: BackendsPage }).backendsPage
        .load('wasm')
        .catch(({ message }) => message),
    );
    expect(message).toMatch(/^backend 'wasm' can't be loaded: .*serve the \.wasm files .* wasmPaths$/);
    await page.close();
  });

  // WebGL first: TensorFlow.js asks the first backend what the smallest probability is, and all others go by that.
  describe.each(['webgl', 'webgpu', 'engine', 'cpu', 'wasm'])('the %s backend keeps the contract: it', (backend) => {
    for (const sentence of Object.keys(contract)) it(sentence, () => inPage('keep', sentence, backend), PATIENCE);

    it('gives the numbers of cpu in Node on a Web Worker, too', async () => {
      checkNear(await inPage('lossesOf', backend, 2, '/wasm/'), inNode, TOLERANCE, 'loss');
    });

    it('saves what Node loads, and loads what Node saves', async () => {
      await checkLoaded((await inPage('save', backend)) as Saved, 'engine');
      await inPage('checkLoaded', await save('engine'), backend);
    });
  });
});
