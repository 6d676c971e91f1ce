// Plugins in the browser: the bundle for the page, and networks that train there as in Node.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PageSession, restoreReport } from '@mlp-lab/experiment';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, newPage } from '../../../../scripts/open-page';
import { BIN, runCli, runProcess } from '../../test/run-cli';
import { pageRegistry } from './page-registry';

const QUICK = ['--epochs', '1', '--limit', '100']; // layers of plugins train on TensorFlow.js, which is slow
const MAXOUT = fileURLToPath(new URL('../../../../examples/plugin-maxout', import.meta.url));
const CLI = fileURLToPath(new URL('../..', import.meta.url));

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-bundled-'));
  await symlink(join(CLI, 'node_modules'), join(dir, 'node_modules'));
});
afterAll(() => rm(dir, { recursive: true }));

const withoutSeconds = (text: string) => JSON.parse(text, (key, value) => (key === 'seconds' ? undefined : value));

/** A plugin with one variant, after `code`. */
async function plugin(name: string, code: string, build = ''): Promise<string> {
  const file = join(dir, `${name}.mjs`);
  await writeFile(
    file,
    `import { definePlugin, notebookRecipe as recipe } from '@mlp-lab/models';
     ${code}
     export default definePlugin({
       meta: { name: '${name}', version: '1.0.0', namespace: '${name}' },
       variants: [{ name: 'net', title: 'Net', changes: [], recipe, ${build} }],
     });`,
  );
  return file;
}

/** Starts `mlp-lab serve`. */
async function serve(...args: string[]): Promise<{ program: ChildProcess; url: string }> {
  const program = spawn(process.execPath, [BIN, 'serve', '--no-open', '--limit', '100', ...args], { cwd: dir });
  const ended = once(program, 'exit').then(() => Promise.reject(new Error('serve ended')));
  const [url] = await Promise.race([once(program.stdout.setEncoding('utf8'), 'data'), ended]);
  ended.catch(() => {});
  return { program, url: url.trim() };
}

describe.skipIf(!chromiumPath)(inChromium, () => {
  it('compare --headless gives the same report as Node, with the same failures', async () => {
    const throws = await plugin('throws', '', "build() { throw new Error('no luck'); }");
    const plugins = ['--plugin', MAXOUT, '--plugin', throws];
    const args = ['compare', 'maxout/net', 'throws/net', 'maxout/net:pieces=3', ...plugins, ...QUICK, '--json'];
    const env = { CHROMIUM_PATH: chromiumPath };
    const [there, here] = [
      await runCli([...args, '--headless'], { env }),
      await runCli([...args, '--jobs', '1']), // threads would load TensorFlow.js once more each
    ];
    expect(there.code, there.stderr).toBe(1);
    expect(there.stderr).toMatch(/plugin throws 1\.0\.0, variant 'throws\/net': build threw: no luck/);
    expect(withoutSeconds(there.stdout)).toEqual(withoutSeconds(here.stdout));
    expect(restoreReport(JSON.parse(there.stdout)).rows.map(({ runs }) => runs.length)).toEqual([1, 0, 1]);
  });

  it('the lab of serve offers and trains its variants', async () => {
    const { program, url } = await serve('--plugin', MAXOUT);
    const page = await newPage();
    try {
      await page.goto(url);
      await page.getByRole('button', { name: 'Remove B' }).click();
      const card = page.getByRole('region', { name: 'Network A' });
      await card.getByRole('button', { expanded: false }).click();
      await card.getByRole('combobox', { name: 'A: start from' }).selectOption('maxout/net');
      await card.getByRole('button', { name: /^A ?maxout\/net/ }).waitFor();
      const epochs = page.getByRole('textbox', { name: 'Epochs' });
      await epochs.fill('1');
      await epochs.press('Enter');
      await page.getByText('Export', { exact: true }).click();
      const command = page.locator('.command').getByRole('code');
      expect(await command.textContent()).toBe(`mlp-lab compare maxout/net --epochs 1 --limit 100 --plugin ${MAXOUT}`);
      await page.keyboard.press('Escape');
      const training = page.getByRole('region', { name: 'Training' });
      await training.getByRole('button', { name: 'Train', exact: true }).click();
      await training.getByRole('button', { name: 'Done', exact: true }).waitFor();
      await card.getByText(/^epoch 1 \/ 1 · 0\.\d{4}/).waitFor();
      const chart = page.getByRole('radio', { name: 'Network diagram', exact: true });
      await chart.press('Space'); // a click might miss it: charts without data leave the row after the run
      expect(await chart.isChecked()).toBe(true);
      const diagram = page.getByRole('img', { name: /^The network: maxout\/net/ });
      expect(await diagram.textContent()).toMatch(/Input.*Maxout.*Dense, softmax/s);
    } finally {
      await page.close();
      program.kill('SIGINT');
    }
  });
});

describe('the bundle', () => {
  it('says which plugin a page cannot load', async () => {
    const load = () => Promise.reject(new ReferenceError('process is not defined'));
    await expect(pageRegistry([{ title: 'plugin acme (acme.js)', isConfig: false, load }])).rejects.toMatchObject({
      name: 'MlpLabError',
      code: 'unavailable',
      message: "plugin acme (acme.js) can't be loaded in a browser: process is not defined",
    });
  });

  it('gives the registry, at a path that only the session contains', async () => {
    await writeFile(
      join(dir, 'own.config.ts'),
      `import { defineConfig } from '@mlp-lab/cli/config';
       import { definePlugin, notebookRecipe as recipe, type Plugin } from '@mlp-lab/models';
       const meta = { name: 'own', version: '0.0.1', namespace: 'own' };
       const own: Plugin = definePlugin({ meta, variants: [{ name: 'wide', title: 'Wide', changes: [], recipe }] });
       export default defineConfig({ plugins: [[own, false]] });`,
    );
    const { program, url } = await serve('--config', 'own.config.ts', '--plugin', MAXOUT);
    try {
      const headers = { authorization: `Bearer ${new URL(url).hash.slice(1)}` };
      const response = await fetch(new URL('/api/session', url), { headers });
      const { plugins } = (await response.json()) as PageSession;
      expect(plugins?.registryModule.url).toMatch(/^\/plugins\/[\w-]{43}\.js$/);
      const module = await fetch(new URL(plugins!.registryModule.url, url));
      expect(module.headers.get('content-type')).toMatch(/^text\/javascript/);
      const file = join(dir, 'bundle.mjs');
      await writeFile(file, await module.text());
      const registry = await (await import(/* @vite-ignore */ file)).default();
      expect(registry.list('*/*').map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining(['own/wide', 'maxout/net']),
      );
      expect((await fetch(new URL('/plugins/', url), { headers })).status).toBe(404);
    } finally {
      program.kill('SIGINT');
    }
  });

  it('reports in one line which plugin cannot be bundled, its file, and the problem', async () => {
    const file = await plugin('reads', "import 'node:fs';");
    const good = await plugin('good', '');
    const args = ['--plugin', good, '--plugin', file, ...QUICK];
    const compared = await runProcess(['compare', 'reads/net', '--headless', ...args], { cwd: dir });
    expect(compared).toMatchObject({ code: 1, stdout: '' });
    expect(compared.stderr).toBe(
      `mlp-lab: plugin reads (${file}) can't be bundled for the browser: reads.mjs:2: Could not resolve "node:fs"\n`,
    );
  });
});
