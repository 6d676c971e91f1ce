// Plugins on the command line: their variants do everything that built-in ones do.

import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../run-cli';

const SHORT = ['--epochs', '1', '--limit', '100']; // layers of plugins train on TensorFlow.js, which is slow
const QUICK = [...SHORT, '--jobs', '1']; // threads would load TensorFlow.js once more each
const MAXOUT = ['--plugin', 'maxout']; // an example of this repository, installed at its root
const CLI = fileURLToPath(new URL('../..', import.meta.url));

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-plugged-'));
  await symlink(join(CLI, 'node_modules'), join(dir, 'node_modules'));
});
afterAll(() => rm(dir, { recursive: true }));

const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await runCli([...args, '--json']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
};

/** A report without times. */
const numbersOf = (report: { rows: { runs: { seconds?: number }[] }[] }) => {
  for (const row of report.rows) for (const run of row.runs) delete run.seconds;
  return report;
};

describe('mlp-lab list', () => {
  it('shows what each plugin adds, its file and its version', async () => {
    const args = ['--plugin', 'maxout', 'list', '--plugin', 'gelu-variants'];
    const { stdout } = await runCli(args);
    expect(stdout).toMatch(/^maxout\/net +Maxout +a network of its own, LeCun normal/m);
    expect(stdout).toMatch(/^Plugin +Version +What it adds +File$/m);
    expect(stdout).toMatch(
      /^mlp-lab-plugin-maxout +0\.1\.0 +variants maxout\/net; layers maxout\/Maxout +examples\/plugin-maxout\/src\/index\.js$/m,
    );
    const { plugins } = await json(...args);
    expect(plugins[1]).toMatchObject({
      name: 'mlp-lab-plugin-gelu-variants',
      version: '0.1.0',
      variants: ['gelu/erf', 'gelu/tanh', 'gelu/sigmoid'],
      activations: ['gelu/erf', 'gelu/tanh', 'gelu/sigmoid'],
    });
  });
});

describe("a plugin's variant", () => {
  it('is compared with others, with its options and the same numbers on any number of threads', async () => {
    const args = ['compare', 'relu', 'maxout/net', 'maxout/net:pieces=3', 'gelu/tanh', ...QUICK];
    const plugins = [...MAXOUT, '--plugin', 'gelu-variants'];
    const [one, two] = [await json(...args, ...plugins, '--jobs', '1'), await json(...plugins, ...args, '--jobs', '2')];
    expect(numbersOf(one)).toEqual(numbersOf(two));
    expect(
      one.rows.map(({ variant, changes }: { variant: string; changes: string[] }) => [
        variant,
        changes[0],
        changes.at(-1),
      ]),
    ).toEqual([
      ['relu', 'ReLU instead of sigmoid', 'ReLU instead of sigmoid'],
      ['maxout/net', 'a network of its own', 'LeCun normal instead of Glorot uniform'],
      ['maxout/net:pieces=3', 'a network of its own', 'LeCun normal instead of Glorot uniform'],
      ['gelu/tanh', 'He normal instead of Glorot uniform', 'gelu/tanh instead of sigmoid'],
    ]);
    expect(one.rows[2].changes).toContain('pieces 3');
  });

  it('is swept over its options, saved, not trained again, predicts, and is drawn', async () => {
    const out = join(dir, 'sweep');
    const args = ['sweep', '--variant', 'maxout/net', '--set', 'pieces=2,3', ...MAXOUT, ...QUICK, '--out', out];
    const first = await json(...args);
    expect(first.rows.map(({ variant }: { variant: string }) => variant)).toEqual([
      'maxout/net:pieces=2',
      'maxout/net:pieces=3',
    ]);
    expect(first.rows[1].changes).toEqual(['pieces 3 instead of 2']);
    const config = JSON.parse(await readFile(join(out, 'config.json'), 'utf8'));
    expect(config.rows[1]).toMatchObject({
      origin: { variant: 'maxout/net', options: { pieces: 3 } },
      plugins: ['mlp-lab-plugin-maxout 0.1.0'],
    });

    const again = await runCli([...args, '--json']);
    expect(again.stderr).toMatch(/2 of 2 networks are already trained/);
    expect(JSON.parse(again.stdout)).toEqual(first);
    // the same row by its name, in another comparison of the same folder
    const named = await runCli(['compare', 'maxout/net:pieces=3', ...MAXOUT, ...QUICK, '--out', out, '--json']);
    expect(named.stderr).toMatch(/1 of 1 networks are already trained/);

    const predictions = await json('predict', out, '0', '1', ...MAXOUT);
    expect(predictions.predictions).toHaveLength(2);
    const network = await runCli(['plot', out, '--chart', 'network', ...MAXOUT]);
    expect(network.stdout).toMatch(/Maxout/);
    const without = await runCli(['plot', out, '--chart', 'network']);
    expect(without).toMatchObject({ code: 1, stdout: '' });
    expect(without.stderr).toMatch(
      /needs mlp-lab-plugin-maxout 0\.1\.0: give the plugin by --plugin or the configuration/,
    );
  });

  it('races, votes and is inspected', async () => {
    const race = await json('race', 'maxout/net', 'relu', '--to', '0.05', ...MAXOUT, ...QUICK);
    expect(race.ranking.map(({ variant }: { variant: string }) => variant).sort()).toEqual(['maxout/net', 'relu']);
    const pool = await json('ensemble', '--variant', 'maxout/net:pieces=3', '--members', '2', ...MAXOUT, ...QUICK);
    expect(pool.rows[0].runs[0].members).toHaveLength(2);
    const inspection = await json('inspect', 'maxout/net', 'relu', '--probe', '20', ...MAXOUT, ...SHORT);
    const [snapshot] = inspection.variants[0].snapshots;
    expect(snapshot.layers.map(({ name }: { name: string }) => name).slice(0, 2)).toEqual(['maxout_1', 'maxout_2']);
    expect(snapshot.layers[0].gradientNorm).toBeGreaterThan(0);
  });

  it.each([
    ['an unknown option', ['compare', 'maxout/net:peaces=3'], /variant 'maxout\/net': .*peaces/],
    ['an invalid value', ['train', 'maxout/net:pieces=1'], /variant 'maxout\/net': option pieces: .*2/],
    [
      'options in another form',
      ['train', 'maxout/net:3'],
      /maxout\/net:3: expected options as in acme\/maxout:pieces=3,wide=true/,
    ],
    [
      'a sweep over an unknown option',
      ['sweep', '--variant', 'maxout/net', '--set', 'peaces=2'],
      /neither the recipe nor the options have peaces: did you mean pieces/,
    ],
    ['a misspelt name', ['train', 'maxout/met'], /unknown variant 'maxout\/met': did you mean maxout\/net/],
  ])('is refused with %s, before any training', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli([...args, ...MAXOUT, ...SHORT]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim()).not.toMatch(/\n/);
  });
});

describe('a configuration', () => {
  it('adds plugins, and defaults that the command line overrides, and warns of old names', async () => {
    await writeFile(
      join(dir, 'mlp-lab.config.ts'),
      `import { definePlugin, notebookRecipe, type Plugin } from '@mlp-lab/models';
       const own: Plugin = definePlugin({
         meta: { name: 'own', version: '0.0.1', namespace: 'own' },
         variants: [{ name: 'wide', formerly: ['broad'], title: 'Wide', changes: ['hidden'], recipe: { ...notebookRecipe, hidden: [80] } }],
       });
       export default { plugins: [own], epochs: 2, limit: 100, seeds: [4], jobs: 2 };`,
    );
    const run = (...args: string[]) => runCli(args, { cwd: dir });
    const { stdout, stderr } = await run('compare', 'own/broad', 'relu', '--json');
    const [row] = JSON.parse(stdout).rows;
    expect(row).toMatchObject({ variant: 'own/wide', runs: [{ seed: 4, epochs: 2 }] });
    expect(stderr.match(/mlp-lab: warning: variant 'own\/broad' is now called 'own\/wide'/g)).toHaveLength(1);
    const other = await run('compare', 'own/wide', '--epochs', '1', '--json');
    expect(JSON.parse(other.stdout).rows[0].runs[0].epochs).toBe(1);
    const wrong = await run('list', '--config', 'missing.ts');
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('a plugin that fails', () => {
  it('fails only its own row', async () => {
    await writeFile(
      join(dir, 'bad.mjs'),
      `import { definePlugin, notebookRecipe as recipe } from '@mlp-lab/models';
       const common = { changes: [], recipe };
       export default definePlugin({
         meta: { name: 'bad', version: '1.0.0', namespace: 'bad' },
         layers: { Late: (tf) => class extends tf.layers.Layer { call() { throw new Error('too late'); } } },
         variants: [
           { ...common, name: 'throws', title: 'Throws', build: () => { throw new Error('no luck'); } },
           { ...common, name: 'narrow', title: 'Narrow', build: ({ tf, inputSize }) => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [inputSize] })] }) },
         ],
       });`,
    );
    const out = join(dir, 'failed');
    const args = ['compare', 'bad/throws', 'relu', 'bad/narrow', '--plugin', join(dir, 'bad.mjs'), ...SHORT];
    for (const options of [
      ['--jobs', '1'],
      ['--jobs', '2', '--out', out],
    ]) {
      const { code, stdout, stderr } = await runCli([...args, ...options]);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^Throws\* +a network of its own +failed +failed/m);
      expect(stdout).toMatch(/^Activation function\* +ReLU instead of sigmoid +\d/m);
      expect(stdout).toMatch(/^ +Throws +failed$/m); // the chart
      expect(stderr).toMatch(/bad\/throws, seed 1: plugin bad 1\.0\.0, variant 'bad\/throws': build threw: no luck/);
      expect(stderr).toMatch(
        /variant 'bad\/narrow': the network of build must have one output, \[batch, 10\]: received \[batch, 3\]/,
      );
    }
    const { rows } = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
    expect(rows[0].failures[0].message).toMatch(/^plugin bad 1\.0\.0, variant 'bad\/throws': build threw: no luck$/);
    const page = await readFile(join(out, 'report.html'), 'utf8');
    expect(page).toMatch(/seed 1 failed: plugin bad 1\.0\.0/);
    expect(await readFile(join(out, 'test-accuracy.svg'), 'utf8')).toMatch(/failed/);
    expect(await readFile(join(out, 'learning-curves.svg'), 'utf8')).toMatch(/failed: bad\/throws, bad\/narrow/);
  });
});

describe('mlp-lab new-plugin', () => {
  it('writes a plugin that keeps the contract and that mlp-lab can use', async () => {
    const { code, stdout } = await runCli(['new-plugin', 'mine'], { cwd: dir });
    expect(code).toBe(0);
    expect(stdout).toMatch(/mlp-lab-plugin-mine is in mine\. Next steps:/);
    expect((await readdir(join(dir, 'mine'))).sort()).toEqual(
      ['.gitignore', 'README.md', 'package.json', 'src', 'test', 'tsconfig.json'].sort(),
    );
    const tested = await promisify(execFile)(process.execPath, ['--test'], { cwd: join(dir, 'mine') });
    expect(tested.stdout).toMatch(/^# fail 0$/m);
    const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
    const types = [join(modules, 'typescript-native/bin/tsc'), '--noEmit', '--typeRoots', join(modules, '@types')];
    await promisify(execFile)(process.execPath, types, { cwd: join(dir, 'mine') });
    expect(Number(/^# pass (\d+)$/m.exec(tested.stdout)?.[1])).toBeGreaterThan(15);
    const used = await runCli(['train', 'mine/net:units=20', '--plugin', './mine', ...SHORT, '--json'], { cwd: dir });
    expect(JSON.parse(used.stdout).rows[0].variant).toBe('mine/net:units=20');
  });

  it('refuses a folder that is not empty, and a name that no plugin can have', async () => {
    const { code, stderr } = await runCli(['new-plugin', '.'], { cwd: CLI });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^mlp-lab: \.: expected a new or empty folder, but it contains \d+ files: /);
    const named = await runCli(['new-plugin', '9-lives'], { cwd: dir });
    expect(named).toMatchObject({ code: 2, stdout: '' });
  });
});
