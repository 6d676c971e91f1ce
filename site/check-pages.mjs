// Reads the built site as its visitors do, in Chromium, below a path and at the widths of a desk and a phone: each page shows its pictures,
// asks for nothing that is missing or elsewhere, complains of nothing and fits the width; the search finds; the lab trains.
//   npm run docs && npm run check:site [-- --pictures DIR]        (writes a PNG of each page)
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serveFolder } from '../scripts/consumers/in-chromium.mjs';

const SITE = fileURLToPath(new URL('dist', import.meta.url));
const BELOW = '/docs/of/mlp-lab/';
const WIDTHS = { desk: 1280, phone: 390 };
const PATIENCE = 120_000; // milliseconds, for an epoch of the lab on a busy machine

const { values: options } = parseArgs({ options: { pictures: { type: 'string' } } });
if (!existsSync(SITE)) fail('site/dist: expected the built site; run npm run docs first');
if (options.pictures) mkdirSync(options.pictures, { recursive: true });

const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
if (!existsSync(executablePath)) fail(`${executablePath}: no Chromium there; set CHROMIUM_PATH`);
const { url: origin, close } = await serveFolder(SITE, BELOW);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const problems = [];
let count = 0;

const guides = readdirSync(join(SITE, 'guide')).filter((name) => name.endsWith('.html'));
const ofReference = readdirSync(join(SITE, 'api'), { recursive: true }).filter((name) => /fit\.html$/.test(name));
const pages = [
  'index.html',
  'modules.html',
  ...guides.map((name) => `guide/${name}`),
  ...ofReference.map((name) => `api/${name}`),
];
for (const [place, width] of Object.entries(WIDTHS)) for (const path of pages) await visit(path, place, width);
await search('VotingClassifier');
await train();

await browser.close();
close();
for (const problem of new Set(problems)) console.error(problem);
console.log(`${count} visits, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** A page of the site, and what it complains of. */
async function open(path, width = WIDTHS.desk) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const complain = (problem) => problems.push(`${path} at ${width}: ${problem}`);
  page.on('pageerror', (error) => complain(error));
  page.on('console', (message) => message.type() === 'error' && complain(message.text()));
  page.on('response', (response) => response.status() >= 400 && complain(`${response.status()} ${response.url()}`));
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(origin)) complain(`asks for ${request.url()}`);
  });
  await page.goto(`${origin}${path}`, { waitUntil: 'load' });
  count++;
  return { page, complain };
}

async function visit(path, place, width) {
  const { page, complain } = await open(path, width);
  const seen = await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    return {
      broken: [...document.images].filter(({ naturalWidth }) => naturalWidth === 0).map(({ src }) => src),
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      title: document.title,
      heading: document.querySelector('h1')?.textContent ?? '',
    };
  });
  for (const src of seen.broken) complain(`the picture ${src} is not shown`);
  if (seen.overflow > 1) complain(`is ${seen.overflow} pixels wider than the window`);
  if (!seen.title || !seen.heading) complain('has no title or no heading');
  if (options.pictures)
    await page.screenshot({ path: join(options.pictures, `${place}-${basename(path, '.html')}.png`) });
  await page.close();
}

async function search(word) {
  const { page, complain } = await open('index.html');
  await page.locator('#tsd-search-trigger').click();
  await page.locator('#tsd-search-input').pressSequentially(word, { delay: 20 });
  const result = page.locator('#tsd-search-results li', { hasText: word }).first();
  await result.waitFor({ timeout: PATIENCE }).catch(() => complain(`a search for ${word} finds nothing`));
  await page.close();
}

async function train() {
  const { page, complain } = await open('lab/index.html?A=relu&epochs=1');
  try {
    const training = page.getByRole('region', { name: 'Training' });
    await training.getByRole('button', { name: 'Train', exact: true }).click({ timeout: PATIENCE });
    await training.getByRole('button', { name: 'Done', exact: true }).waitFor({ timeout: PATIENCE });
    await page
      .getByText(/^epoch 1 \/ 1 · 0\.\d{4}/)
      .first()
      .waitFor({ timeout: PATIENCE });
  } catch (error) {
    complain(`the lab does not train: ${error.message.split('\n')[0]}`);
  }
  if (options.pictures) await page.screenshot({ path: join(options.pictures, 'desk-lab.png') });
  await page.close();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
