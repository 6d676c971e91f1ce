// Measures the lab's page in Chromium: bytes of the first load and of training, first paint, when it can train, and the longest task of the
// page's thread, at full speed and at a quarter of it. Usage: node bench/lab-page.mjs [PROGRAM…], each the `bin.js` of a build to compare with
// this one; the builds take turns.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROUNDS = 5;
const TRAINING = 6000; // milliseconds that are watched
const OWN = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));
const programs = [...process.argv.slice(2), OWN];

/** The address of the lab that a build serves, and a function that ends it. */
async function serve(program) {
  const server = spawn(process.execPath, [program, 'serve', '--no-open', '--port', '0']);
  for await (const text of server.stdout.setEncoding('utf8'))
    return { url: text.split('\n')[0], end: () => server.kill('SIGINT') };
  throw new Error(`${program} printed no address`);
}

/** What the page itself notes: nothing outside of it looks at it meanwhile, which would take its time. */
function watch() {
  globalThis.tasks = [];
  const note = (list) => globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration));
  new PerformanceObserver(note).observe({ type: 'longtask', buffered: true });
  const trains = () => [...document.querySelectorAll('button')].find((button) => /^\s*Train/.test(button.textContent));
  const look = new MutationObserver(() => {
    if (!trains()) return;
    globalThis.usable = performance.now();
    look.disconnect();
  });
  look.observe(document, { childList: true, subtree: true });
  globalThis.train = () => trains().click();
}

/**
 * The bytes on the wire, as a proxy before the server sees them: what the developer tools say leaves out some of the threads' scripts.
 *
 * @returns of the page when it has opened, and when it has trained; and of the images.
 */
async function countBytes(browser, url) {
  const { hash, port } = new URL(url);
  const bytes = { page: 0, data: 0 };
  const proxy = createServer((asked, answer) => {
    const options = { port, path: asked.url, method: asked.method, headers: asked.headers };
    const forwarded = request(options, (response) => {
      answer.writeHead(response.statusCode, response.headers);
      response.on('data', ({ length }) => (bytes[asked.url.includes('/data/') ? 'data' : 'page'] += length));
      response.pipe(answer);
    });
    asked.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(`http://127.0.0.1:${proxy.address().port}/${hash}`);
  await page.waitForTimeout(5000);
  await page.waitForFunction(() => globalThis.usable);
  const { page: opened } = bytes;
  await page.evaluate(() => globalThis.train());
  await page.waitForTimeout(3000);
  await context.close();
  proxy.closeAllConnections();
  proxy.close();
  return { opened, trained: bytes.page, data: bytes.data };
}

async function measure(browser, url, slowdown) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(watch);
  await page.goto(url);
  await page.waitForTimeout(4000 * slowdown);
  await page.waitForFunction(() => globalThis.usable); // on a busy machine
  const loaded = await page.evaluate(() => ({
    usable: globalThis.usable,
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    loading: Math.max(0, ...globalThis.tasks.splice(0)),
  }));
  await page.evaluate(() => globalThis.train());
  await page.waitForTimeout(TRAINING);
  const training = await page.evaluate(() => Math.max(0, ...globalThis.tasks));
  await context.close();
  return { ...loaded, training };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const servers = await Promise.all(programs.map(serve));
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, Chromium ${browser.version()}, median of ${ROUNDS} rounds\n`,
);
console.log(
  '| build | CPU | page, kB | and once it has trained, kB | data, MB | first paint, ms | can train, ms | longest task at load, ms | in training, ms |',
);
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
const wire = [];
for (const { url } of servers) wire.push(await countBytes(browser, url));
for (const slowdown of [1, 4]) {
  const rounds = programs.map(() => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, { url }] of servers.entries()) rounds[i].push(await measure(browser, url, slowdown));
  for (const [i, program] of programs.entries()) {
    const of = (name) => median(rounds[i].map((one) => one[name]));
    const { opened, trained, data } = wire[i];
    const times = ['paint', 'usable', 'loading', 'training'].map(of);
    const cells = [opened / 1e3, trained / 1e3, data / 1e6, ...times];
    const build = program === OWN ? 'this' : `other ${i + 1}`;
    console.log(
      `| ${build} | ${slowdown === 1 ? 'full' : 'a quarter'} | ${cells.map((value, at) => value.toFixed(at === 2 ? 1 : 0)).join(' | ')} |`,
    );
  }
}
await browser.close();
for (const { end } of servers) end();
