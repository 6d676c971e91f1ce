// How soon a page has trained for the first time: a fresh page loads an app of one build of the engine or of another, in turns, and
// trains one epoch. From the opening of the page to the end of the first `fit`, and that `fit` alone, in milliseconds.
//   node bench/first-fit.mjs PATH/TO/OTHER/BUILD [rounds] [rows] [latency in ms] [Mbit/s] [--splitting] [--settled]
// esbuild makes one file of an app, its default, or with --splitting a file of each part that is loaded later. With --settled, the app trains
// a second after its page has opened, as where somebody presses a button; else at once. Build both builds first. It
// needs Chromium (CHROMIUM_PATH). Without a latency, the files come from this machine as fast as they can; with one, Chromium holds them
// back as such a network would.
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { spread } from './spread.mjs';

const root = new URL('..', import.meta.url).pathname;
const {
  values: { splitting, settled },
  positionals: [other, rounds = '15', rows = '200', latency, megabits = '10'],
} = parseArgs({
  allowPositionals: true,
  options: {
    splitting: { type: 'boolean', default: false },
    settled: { type: 'boolean', default: false },
  },
});
const NETWORKS = {
  relu: "tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer })",
  'batch norm, dropout, Adam':
    "tf.layers.batchNormalization(), tf.layers.dropout({ rate: 0.2 }), tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer })",
};

/** Loads what it needs, trains, and tells when. */
const appOf = (engine, layers, optimizer) => `
  import '@tensorflow/tfjs-backend-cpu';
  import { setBackend } from '@tensorflow/tfjs-core';
  import * as tf from '@tensorflow/tfjs-layers';
  import { fit } from ${JSON.stringify(engine)};
  await setBackend('cpu');
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 50, activation: 'relu', inputShape: [784], kernelInitializer }), ${layers}] });
  model.compile({ optimizer: '${optimizer}', loss: 'categoricalCrossentropy' });
  const x = { data: Float32Array.from({ length: ${rows} * 784 }, (_, i) => (i * 7919 % 256) / 255), shape: [${rows}, 784] };
  const y = { data: Float32Array.from({ length: ${rows} * 10 }, (_, i) => Number(i % 10 === Math.floor(i / 10) % 10)), shape: [${rows}, 10] };
  await new Promise((done) => setTimeout(done, ${settled ? 1000 : 0}));
  const before = performance.now();
  const { history } = await fit(model, x, y, { epochs: 1, batchSize: 32, seed: 1 });
  const end = performance.now();
  globalThis.result = { fit: end - before, all: end, loss: history.loss[0] };
`;

async function serve(folder, layers, optimizer) {
  const { outputFiles } = await build({
    stdin: { contents: appOf(join(folder, 'packages/engine/dist/index.js'), layers, optimizer), resolveDir: folder },
    ...{ bundle: true, splitting, minify: true, write: false, format: 'esm', outdir: '/', logLevel: 'error' },
    ...{ platform: 'browser', target: 'es2022', external: ['node:*'] },
  });
  const scripts = new Map(outputFiles.map(({ path, contents }) => [path, gzipSync(contents)]));
  const server = createServer(({ url }, response) => {
    const script = scripts.get(url);
    if (url === '/')
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><script type="module" src="/stdin.js"></script>');
    else if (script)
      response.setHeader('content-type', 'text/javascript').setHeader('content-encoding', 'gzip').end(script);
    else response.writeHead(404).end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
console.log(`| network | what | this build | the other | ratio of medians |\n| --- | --- | --- | --- | --- |`);
for (const [network, layers] of Object.entries(NETWORKS)) {
  const optimizer = network.includes('Adam') ? 'adam' : 'sgd';
  const sites = { here: await serve(root, layers, optimizer), there: await serve(resolve(other), layers, optimizer) };
  const times = { here: [], there: [] };
  for (let round = 0; round < Number(rounds); round++)
    for (const [build, { url }] of Object.entries(sites)) {
      const page = await browser.newPage();
      if (latency !== undefined) {
        const bytesPerSecond = (Number(megabits) * 1e6) / 8;
        const conditions = { downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond };
        const session = await page.context().newCDPSession(page);
        await session.send('Network.emulateNetworkConditions', {
          offline: false,
          latency: Number(latency),
          ...conditions,
        });
      }
      await page.goto(url);
      await page.waitForFunction(() => 'result' in globalThis);
      times[build].push(await page.evaluate(() => globalThis.result));
      await page.close();
    }
  const losses = new Set([...times.here, ...times.there].map(({ loss }) => loss));
  if (losses.size !== 1) throw new Error(`the builds give other losses: ${[...losses]}`);
  for (const [what, title] of Object.entries({
    fit: 'the first fit',
    ...(!settled && { all: 'page and first fit' }),
  })) {
    const [here, there] = [times.here, times.there].map((list) => spread(list.map((time) => time[what])));
    const cell = ({ min, median, max }) => `${median.toFixed(0)} (${min.toFixed(0)} to ${max.toFixed(0)}) ms`;
    console.log(
      `| ${network} | ${title} | ${cell(here)} | ${cell(there)} | ${(here.median / there.median).toFixed(2)} |`,
    );
  }
  for (const { close } of Object.values(sites)) close();
}
await browser.close();
