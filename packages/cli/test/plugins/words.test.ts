// How the command line writes what plugins bring: options behind a variant's name, a plugin's parts in settings.
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../run-cli';

const SHORT = ['--epochs', '1', '--limit', '100'];
const QUICK = [...SHORT, '--jobs', '1']; // threads would load TensorFlow.js once more each
let dir: string;
let plugin: string[];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-words-'));
  await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(dir, 'node_modules'));
  const file = join(dir, 'acme.mjs');
  await writeFile(
    file,
    `import { expression } from '@mlp-lab/core';
     import { definePlugin, defineVariant, notebookRecipe } from '@mlp-lab/models';
     import * as z from 'zod';
     export default definePlugin({
       meta: { name: 'acme', version: '1.0.0', namespace: 'acme' },
       activations: { bent: expression((x, { maximum }) => maximum(x, 0)) },
       variants: [defineVariant({
         name: 'net', title: 'Net', changes: [], recipe: notebookRecipe,
         options: z.strictObject({
           pieces: z.number().default(2), wide: z.boolean().default(false), kind: z.string().default(''), rate: z.number().default(1),
         }),
         build: ({ tf, inputSize, classes }) =>
           tf.sequential({ layers: [tf.layers.dense({ units: classes, inputShape: [inputSize], activation: 'softmax' })] }),
       })],
     });`,
  );
  plugin = ['--plugin', file];
});
afterAll(() => rm(dir, { recursive: true }));

describe('a word for a variant', () => {
  it('is its name, a pattern, or a name and options: numbers, booleans and strings', async () => {
    const out = join(dir, 'run');
    const words = ['acme/*', 'relu', 'acme/net:pieces=3,wide=true, kind=a-b,rate=1e-3'];
    const { code, stderr } = await runCli(['compare', ...words, ...plugin, ...QUICK, '--out', out]);
    expect(code, stderr).toBe(0);
    const { rows } = JSON.parse(await readFile(join(out, 'config.json'), 'utf8'));
    expect(rows.map(({ variant }: { variant: string }) => variant)).toEqual([
      'acme/net',
      'relu',
      'acme/net:pieces=3,wide=true,kind=a-b,rate=0.001',
    ]);
    expect(rows[2].origin.options).toEqual({ pieces: 3, wide: true, kind: 'a-b', rate: 0.001 });
  });

  it.each(['acme/net:', 'acme/net:3', 'acme/net:pieces=', 'acme/net:pieces=3,,'])('is refused as %s', async (word) => {
    const { code, stdout, stderr } = await runCli(['train', word, ...plugin]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`mlp-lab: ${word}: expected options as in acme/maxout:pieces=3,wide=true\n`);
  });
});

describe('a setting', () => {
  it("names a plugin's activation beside a built-in one", async () => {
    const { stdout } = await runCli(['sweep', '--set', 'activation=acme/bent,relu', ...plugin, ...QUICK, '--json']);
    expect(JSON.parse(stdout).rows.map(({ variant }: { variant: string }) => variant)).toEqual([
      'relu activation=acme/bent',
      'relu activation=relu',
    ]);
  });

  it("leaves a plugin's optimizer to its plugin", async () => {
    const { code, stderr } = await runCli(['train', 'relu', '--set', 'optimizer=acme/lion', ...plugin, ...SHORT]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/optimizer.*'acme\/lion'.*did you mean|'acme\/lion'/)]);
  });
});
