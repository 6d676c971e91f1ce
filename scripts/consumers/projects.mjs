// The projects in examples/consumer-*, each installed from tarballs in a folder of its own; `npm test` of each must end well.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inChromium, serveFolder } from './in-chromium.mjs';
import { npm, root } from './packages.mjs';

const EXAMPLES = join(root, 'examples');

/** The names of the projects that have a test. */
export const projects = readdirSync(EXAMPLES).filter((name) => {
  const file = join(EXAMPLES, name, 'package.json');
  return name.startsWith('consumer-') && existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).scripts?.test;
});

/** What a project is about, and what went wrong. */
export async function checkProject(name, folder, tarballs) {
  cpSync(join(EXAMPLES, name), folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(manifest.dependencies))
    manifest.dependencies[dependency] = tarballs[dependency] ?? manifest.dependencies[dependency];
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, overrides: tarballs }, null, 2));
  const start = performance.now();
  try {
    await npm(folder, ['install', '--no-audit', '--no-fund', '--prefer-offline']);
    await npm(folder, ['test']);
    if (existsSync(join(folder, 'dist/index.html'))) await checkPage(folder);
    return { about: manifest.description, seconds: Math.round((performance.now() - start) / 1000) };
  } catch (error) {
    return { about: manifest.description, problem: String(error.message).slice(0, 3000) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The page that the test has built, with MNIST's files beside it as the README says. */
async function checkPage(folder) {
  cpSync(join(folder, 'node_modules/@mlp-lab/data-mnist/dist/mnist'), join(folder, 'dist/mnist'), { recursive: true });
  const site = await serveFolder(join(folder, 'dist'));
  const { value, error, lines } = await inChromium(site.url);
  site.close();
  const [loss] = value === undefined ? [] : JSON.parse(value);
  if (error || !(loss > 0)) throw new Error(`in Chromium: ${error ?? value}\n${lines.join('\n')}`);
}
