// A data set of another format, from its description to the names of its classes in tables, charts and predictions.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli';

const fixture = (name: string) => fileURLToPath(new URL(`../../../fixtures/data-mnist/files/${name}`, import.meta.url));

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-data-'));
});
afterAll(() => rm(dir, { recursive: true }));

describe('mlp-lab data', () => {
  it('describes format, images, classes, what was done and what is odd', async () => {
    const { code, stdout } = await runCli(['data', fixture('emnist')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^emnist: CSV, 26 classes$/m);
    expect(stdout).toMatch(/^training +40 +8 × 8 +0 to 255/m);
    expect(stdout).toMatch(/^A +2 +1 +█{40}$/m);
    expect(stdout).toMatch(/Label: A/);
    expect(stdout).toMatch(/^- The pictures were turned upright/m);
    expect(stdout).toMatch(/^- The test labels are sorted/m);
  });

  it('prints JSON for programs', async () => {
    const { stdout } = await runCli(['data', fixture('keras.npz'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'mlp-lab/dataset@1',
      name: 'keras',
      format: 'NumPy arrays (.npz)',
      classes: 10,
      train: { count: 40, height: 8, width: 8, range: [0, 255] },
      test: { count: 20 },
      digest: expect.stringMatching(/^[\da-f]{64}$/),
    });
  });

  it.each([
    ['a missing file', 'no-such-file.npz', /no such file or folder/],
    ['several labels a picture', fixture('chestmnist.npz'), /expected one label for each picture, received 14/],
    ['text in place of numbers', fixture('text.csv'), /line 3, column 4 \(p2\): expected a number, received 'three'/],
  ])('refuses %s in one line', async (_, source, message) => {
    const { code, stdout, stderr } = await runCli(['data', source]);
    expect([code, stdout, stderr.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(stderr).toMatch(message);
  });
});

it('names of classes go from the files to the table, the charts and the predictions', async () => {
  const run = join(dir, 'run');
  const data = ['--data', fixture('fashion')];
  const trained = await runCli(['train', 'relu', ...data, '--limit', '30', '--epochs', '1', '--out', run]);
  expect(trained.code).toBe(0);
  expect(trained.stdout.replace(/\s+/g, ' ')).toContain(
    'Limited to 30 of 40 training and all 20 test images: a stratified',
  );
  const report = JSON.parse(await readFile(join(run, 'report.json'), 'utf8'));
  expect(report.dataset.classNames[9]).toBe('Ankle boot');
  expect((await runCli(['plot', run, '--chart', 'confusion', ...data])).stdout).toContain('Trouser');
  const { stdout } = await runCli(['predict', run, ...data, '0']);
  expect(stdout).toMatch(/^test 0 +(T-shirt\/top|Trouser|Pullover|Dress|Coat|Sandal|Shirt|Sneaker|Bag|Ankle boot) /m);
  const json = JSON.parse((await runCli(['predict', run, ...data, '0', '--json'])).stdout);
  expect(json.predictions[0].name).toBe(report.dataset.classNames[json.predictions[0].prediction]);
  expect(await readFile(join(run, 'report.html'), 'utf8')).toContain('Limited to 30 of 40');
});
