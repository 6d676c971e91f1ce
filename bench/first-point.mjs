// Measures how long after a change of a setting the lab's curve has its first new point, while two networks train in Chromium.
// Usage: node bench/first-point.mjs
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const PROGRAM = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));
const CHANGES = ['B: dropout: more', 'B: add a layer', 'B: dropout: more', 'B: batch size: more', 'B: dropout: more'];
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));

const server = spawn(process.execPath, [PROGRAM, 'serve', '--no-open', '--port', '0']);
let url;
for await (const text of server.stdout.setEncoding('utf8')) {
  url = new URL(text.split('\n')[0]);
  break;
}
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

/** Milliseconds until the curve of B has gone and come again. */
const change = (page, button) =>
  page.evaluate(async (name) => {
    const isDrawn = () => [...document.querySelectorAll('.plot .end-label')].some((one) => one.textContent === 'B');
    const started = performance.now();
    document.querySelector(`button[aria-label="${name}"]`).click();
    for (const wanted of [false, true])
      while (isDrawn() !== wanted) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - started;
  }, button);

console.log(`Node ${process.version}, Chromium ${browser.version()}, load average ${loadavg()[0].toFixed(1)}\n`);
console.log('| images | first new point, ms: median | each |\n| ---: | ---: | --- |');
for (const images of [5000, 60000]) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  const cards = ['relu', 'sigmoid'].map(
    (activation, i) => `${'AB'[i]}=relu,hidden:50-50,scale:unit,optimizer.name:adam,activation:${activation}`,
  );
  await page.goto(
    `${url.origin}/?${cards.join('&')}&epochs=1000${images < 60000 ? `&images=${images}` : ''}${url.hash}`,
  );
  await page.getByText('mnist: 60,000 training').waitFor();
  await page.getByRole('region', { name: 'Training' }).getByRole('button', { name: 'Train', exact: true }).click();
  const times = [];
  for (const button of CHANGES) {
    await page.locator('.plot .end-label', { hasText: 'B' }).waitFor({ timeout: 120_000 });
    await page.waitForTimeout(1000);
    times.push(await change(page, button));
  }
  const sorted = [...times].sort((a, b) => a - b);
  console.log(`| ${images} | ${sorted[2].toFixed(0)} | ${times.map((time) => time.toFixed(0)).join(', ')} |`);
  await page.context().close();
}
await browser.close();
server.kill('SIGINT');
