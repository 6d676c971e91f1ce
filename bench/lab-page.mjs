// Measures the lab's page in Chromium: bytes of the first load, first paint, when it can train, and the longest task, at full speed and at a
// quarter of it. Usage: node bench/lab-page.mjs [PROGRAM…], each the `bin.js` of a build to compare; the builds take turns.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROUNDS = 3;
const OWN = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));
const programs = process.argv.length > 2 ? process.argv.slice(2) : [OWN];

/** The address of the lab that a build serves, and a function that ends it. */
async function serve(program) {
  const server = spawn(process.execPath, [program, 'serve', '--no-open', '--port', '0']);
  for await (const text of server.stdout.setEncoding('utf8'))
    return { url: text.split('\n')[0], end: () => server.kill('SIGINT') };
  throw new Error(`${program} printed no address`);
}

async function measure(browser, url, slowdown) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const paths = new Map();
  const bytes = { page: 0, data: 0 };
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) =>
    paths.set(requestId, new URL(request.url).pathname),
  );
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[paths.get(requestId)?.startsWith('/data/') ? 'data' : 'page'] += encodedDataLength;
  });
  await page.addInitScript(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) =>
      globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url);
  const train = page.getByRole('button', { name: /^Train/ }).first();
  await train.waitFor();
  const usable = await page.evaluate(() => performance.now());
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  await page.waitForTimeout(3000 * slowdown);
  const loading = await page.evaluate(() => Math.max(0, ...globalThis.tasks.splice(0)));
  const sizes = { ...bytes };
  await train.click();
  await page.waitForTimeout(5000);
  const training = await page.evaluate(() => Math.max(0, ...globalThis.tasks));
  await context.close();
  return { paint, usable, loading, training, ...sizes };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const servers = await Promise.all(programs.map(serve));
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, Chromium ${browser.version()}, median of ${ROUNDS} rounds\n`,
);
console.log(
  '| build | CPU | page, kB | data, MB | first paint, ms | can train, ms | longest task at load, ms | in training, ms |',
);
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const slowdown of [1, 4]) {
  const rounds = programs.map(() => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, { url }] of servers.entries()) rounds[i].push(await measure(browser, url, slowdown));
  for (const [i, program] of programs.entries()) {
    const of = (name) => median(rounds[i].map((one) => one[name]));
    const cells = [of('page') / 1e3, of('data') / 1e6, of('paint'), of('usable'), of('loading'), of('training')];
    const build = program === OWN ? 'this' : `other ${i + 1}`;
    console.log(
      `| ${build} | ${slowdown === 1 ? 'full' : 'a quarter'} | ${cells.map((value, at) => value.toFixed(at === 1 ? 1 : 0)).join(' | ')} |`,
    );
  }
}
await browser.close();
for (const { end } of servers) end();
