import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { type CompareEvent, type CompareOptions, compare } from '@mlp-lab/experiment';
import { changedFiles, readRun, reportSoFar, writeDrawings } from '@mlp-lab/experiment/node';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { type BuildContext, createRegistry, definePlugin, notebook, notebookRecipe } from '@mlp-lab/models';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const registry = createRegistry([notebook()]);
const asked = { registry, dataset: tinyDataset, variants: ['relu', 'ensemble'], epochs: 2, batchSize: 8 };

let parent: string;
let made: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'mlp-lab-run-folder-'));
  made = join(parent, 'made');
  await compare({ ...asked, out: made });
});
afterAll(() => rm(parent, { recursive: true }));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(parent, 'run-'));
  await cp(made, dir, { recursive: true });
});
afterEach(() => rm(dir, { recursive: true }));

const run = (options: Partial<CompareOptions> = {}) => compare({ ...asked, out: dir, ...options });
const refusal = (options: Partial<CompareOptions> = {}): Promise<MlpLabError> =>
  run(options).then(
    () => expect.fail('expected a refusal'),
    (error) => error,
  );

/** Runs again, with what was trained and what was warned of. */
async function again(options: Partial<CompareOptions> = {}) {
  const trained: string[] = [];
  let warnings: readonly string[] = [];
  const onProgress = (event: CompareEvent) => {
    if (event.type === 'planned') warnings = event.warnings ?? [];
    if (event.type === 'trained') trained.push(event.task.id);
  };
  const report = await run({ ...options, onProgress });
  return { report, trained, warnings };
}

function denseNetwork({ tf, inputSize, classes }: BuildContext) {
  const layers = [tf.layers.dense({ units: classes, activation: 'softmax', inputShape: [inputSize] })];
  const model = tf.sequential({ layers });
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['acc'] });
  return model;
}

/** Flips the lowest bit of a byte. */
async function flip(name: string, at: number): Promise<void> {
  const bytes = await readFile(join(dir, name));
  bytes[at] ^= 1;
  await writeFile(join(dir, name), bytes);
}

describe('damage', () => {
  it.each([
    'networks/relu.seed-1.f32',
    'networks/relu.seed-1.json',
    'networks/relu.seed-1.checkpoint.bin',
    'models/relu.seed-1.json',
    'models/relu.seed-1.HASH.bin',
  ])('a folder in the place of %s is repaired', async (file) => {
    const names = await readdir(dir, { recursive: true });
    const name = names.find((found) => new RegExp(`^${file.replace('HASH', '[0-9a-f]{16}')}$`).test(found))!;
    await rm(join(dir, name));
    await mkdir(join(dir, name, 'inside'), { recursive: true });
    await again({ repair: true });
    expect((await again()).warnings).toEqual([]);
    expect((await stat(join(dir, name))).isFile()).toBe(!name.includes('checkpoint')); // that one is not read again
  });

  it.each([
    ['a file', 'a folder', 'networks', () => writeFile(join(dir, 'networks'), '')],
    ['a file', 'a folder', 'models', () => writeFile(join(dir, 'models'), '')],
    ['a folder', 'a file', 'config.json', () => mkdir(join(dir, 'config.json'))],
    ['a folder', 'a file', 'history.csv', () => mkdir(join(dir, 'history.csv'))],
  ])('%s in the place of %s is named, with what to do: %s', async (found, expected, name, make) => {
    await rm(join(dir, name), { recursive: true });
    await make();
    const { code, message } = await refusal();
    expect(code).toBe('io');
    expect(message).toBe(
      `${join(dir, name)}: expected ${expected}, found ${found}: delete or move it, or choose another folder`,
    );
  });

  it('a run without its config.json is still a run', async () => {
    await rm(join(dir, 'config.json'));
    expect((await again()).trained).toEqual([]);
    expect(await readdir(dir)).toContain('config.json');
  });

  it.each([
    ['an answer', 'networks/relu.seed-1.f32', () => flip('networks/relu.seed-1.f32', 40)],
    [
      "a member's answer to the validation images",
      'networks/ensemble.seed-1.member-2.f32',
      () => flip('networks/ensemble.seed-1.member-2.f32', 0),
    ],
    [
      'a loss in the history',
      'networks/relu.seed-1.json',
      async () => {
        const file = join(dir, 'networks/relu.seed-1.json');
        await writeFile(file, (await readFile(file, 'utf8')).replace(/"loss": \[\s+[\d.]+/, '"loss": [ 0.25'));
      },
    ],
  ])('of %s is refused by file, and repaired', async (_, file, damage) => {
    await damage();
    const { code, message } = await refusal();
    expect(code).toBe('bad-data');
    expect(message).toMatch(new RegExp(`${file} is damaged: expected .*SHA-256.* --repair`));
    const { report, trained } = await again({ repair: true });
    expect(trained).toEqual([file.replace(/networks\/(.*)\.(json|f32)/, '$1')]);
    expect(report.rows.map(({ testAccuracy }) => testAccuracy)).toEqual(
      (await readRun(made)).report?.rows.map(({ testAccuracy }) => testAccuracy),
    );
    expect((await again()).trained).toEqual([]);
  });

  it('of answers keeps them out of the report of an interrupted run', async () => {
    await rm(join(dir, 'report.json'));
    await flip('networks/relu.seed-1.f32', 3);
    const stored = await readRun(dir);
    expect(stored.networks.get('relu.seed-1')?.damage).toMatch(/relu\.seed-1\.f32 is damaged/);
    expect(() => reportSoFar(stored, { registry, dataset: tinyDataset })).toThrowError(/relu\.seed-1\.f32 is damaged/);
  });

  it.each([
    ['damaged', (name: string) => flip(name, 30)],
    ['missing', (name: string) => rm(join(dir, name))],
  ])('of a saved network (%s) is told, and repaired', async (_, damage) => {
    await damage('models/relu.seed-1.json');
    const told = await again();
    expect(told.trained).toEqual([]);
    expect(told.warnings).toEqual([
      expect.stringMatching(/models\/relu\.seed-1\.json .*repeat the command with --repair/),
    ]);
    expect((await again({ repair: true })).trained).toEqual(['relu.seed-1']);
    expect((await again()).warnings).toEqual([]);
  });

  it('of the report, the CSV file and the settings is found', async () => {
    expect(await changedFiles(dir)).toEqual([]);
    await flip('history.csv', 0);
    await rm(join(dir, 'report.json'));
    expect(await changedFiles(dir)).toEqual([
      `${join(dir, 'history.csv')} is another than was written`,
      `${join(dir, 'report.json')} is missing`,
    ]);
    const config = join(dir, 'config.json');
    await writeFile(config, (await readFile(config, 'utf8')).replace('"seeds": [\n    1', '"seeds": [\n    2'));
    expect((await changedFiles(dir))[0]).toBe(`${config} is another than was written`);
  });
});

describe('what was trained', () => {
  it('is refused on other images of the same name and number', async () => {
    const { train } = tinyDataset;
    const images = train.images.slice();
    images[0] ^= 255;
    const other: Dataset = { ...tinyDataset, train: { ...train, images } };
    const { code, message } = await refusal({ dataset: other });
    expect(code).toBe('invalid-argument');
    expect(message).toMatch(/relu\.seed-1 of other data: .* that are others \(digests \w{12}… and \w{12}…\)/);
    expect((await again({ dataset: { ...tinyDataset, name: 'moved' } })).trained).toEqual([]); // the same bytes
  });

  it('is refused on fewer test images, and not removed to repair it', async () => {
    const { test } = tinyDataset;
    const count = test.count - 1;
    const images = test.images.slice(0, count * test.height * test.width);
    const other = { ...tinyDataset, test: { ...test, count, images, labels: test.labels.slice(0, count) } };
    for (const repair of [false, true]) {
      const { code, message } = await refusal({ dataset: other, repair });
      expect(code).toBe('invalid-argument');
      expect(message).toMatch(/relu\.seed-1 of other data: expected .*, received /);
    }
    expect((await again({})).trained).toEqual([]);
  });

  it('is refused beside networks of other rows, too', async () => {
    const { train } = tinyDataset;
    const images = train.images.map((pixel) => 255 - pixel);
    const other = { ...tinyDataset, train: { ...train, images } };
    expect((await refusal({ dataset: other, variants: ['adam'] })).message).toMatch(/contains networks of other data/);
  });

  it('is told by a plugin whose code changed without a new version', async () => {
    const plugin = definePlugin({
      meta: { name: 'acme', version: '1.0.0', namespace: 'acme' },
      variants: [{ name: 'net', title: 'Net', changes: [], recipe: notebookRecipe, build: denseNetwork }],
    });
    const own = { registry: createRegistry([notebook(), plugin]), variants: ['relu', 'acme/net'] };
    const warningsWith = async (digit: string) =>
      (await again({ ...own, pluginDigests: { 'acme 1.0.0': digit.repeat(64) } })).warnings;
    expect(await warningsWith('a')).toEqual([]);
    expect(await warningsWith('a')).toEqual([]);
    expect(await warningsWith('b')).toEqual([
      expect.stringMatching(/^the code of the plugin acme 1\.0\.0 has changed, though its version has not .* 1 kept/),
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'is refused with a pipe, or with more than JSON can be, at once',
    async () => {
      const file = join(dir, 'report.json');
      await truncate(file, 2 ** 28 + 1);
      await expect(readRun(dir)).rejects.toThrow(/report\.json is damaged: expected at most 268435456 bytes/);
      await rm(file);
      execFileSync('mkfifo', [file]);
      await expect(readRun(dir)).rejects.toThrow(/report\.json can.t be read: expected a file, received a pipe/);
      expect((await refusal({})).message).toMatch(/report\.json: expected a file, found a pipe or a device: delete or/);
    },
  );

  it('is told by another version, and by one that kept no record', async () => {
    const file = join(dir, 'networks/relu.seed-1.json');
    const { checksum, ...record } = JSON.parse(await readFile(file, 'utf8'));
    expect(checksum).toMatch(/^[\da-f]{64}$/);
    const write = (madeBy?: object) =>
      writeFile(file, JSON.stringify({ ...record, result: { ...record.result, madeBy } })); // without a seal, as first written
    await write({ version: '0.0.9', arithmetic: 'separate' });
    expect((await again()).warnings).toEqual([
      expect.stringMatching(/^1 kept network was trained by mlp-lab 0\.0\.9, this is mlp-lab \d/),
    ]);
    await write(undefined);
    const { warnings, report } = await again();
    expect(warnings).toEqual([expect.stringMatching(/kept no record of itself/)]);
    expect(report.madeBy).toHaveLength(1);
  });
});

describe('what is drawn from a run', () => {
  it('has a checksum', async () => {
    await writeDrawings(dir, { 'report.html': '<p>' });
    await writeDrawings(dir, { 'a.svg': '<svg/>', 'b.png': Uint8Array.of(1) });
    expect(await changedFiles(dir)).toEqual([]);
    await writeFile(join(dir, 'b.png'), '');
    expect(await changedFiles(dir)).toEqual([`${join(dir, 'b.png')} is another than was written`]);
    await writeDrawings(dir, { 'b.png': Uint8Array.of(2) });
    expect(await changedFiles(dir)).toEqual([]);
  });

  it('does not make damage of other files the record', async () => {
    await writeFile(join(dir, 'history.csv'), '');
    await writeDrawings(dir, { 'report.html': '<p>' });
    expect(await changedFiles(dir)).toEqual([`${join(dir, 'history.csv')} is another than was written`]);
  });

  it('is not taken for damage where the writer was killed before the checksum was recorded', async () => {
    await writeDrawings(dir, { 'report.html': '<p>' });
    await mkdir(join(dir, 'a.svg'));
    await expect(writeDrawings(dir, { 'report.html': '<b>', 'a.svg': '' })).rejects.toThrow('EISDIR');
    expect(await changedFiles(dir)).toEqual([]);
    expect(await readdir(dir)).not.toContain('lock.json');
  });

  it('is written where there is a report alone, and while a comparison writes', async () => {
    await run({
      seeds: [3],
      onProgress: ({ type }) => type === 'planned' && writeDrawings(dir, { 'report.html': '1' }),
    });
    expect(await changedFiles(dir)).toEqual([]);
    await rm(join(dir, 'config.json'));
    await writeDrawings(dir, { 'report.html': '2' });
    expect(await readFile(join(dir, 'report.html'), 'utf8')).toBe('2');
  });
});

describe('one writer at a time', () => {
  const lock = () => join(dir, 'lock.json');

  it('a second comparison is told who writes', async () => {
    let second: Promise<MlpLabError> | undefined;
    const onProgress = (event: CompareEvent) => {
      if (event.type === 'planned') second = refusal();
    };
    await run({ seeds: [2], onProgress });
    expect(await second).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/is being written by another comparison of this program, since 2/),
    });
    expect(await readdir(dir)).not.toContain('lock.json');
  });

  it('a process that runs holds it, one that has ended does not', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const owner = { pid: child.pid, host: hostname(), since: '2026-01-01T00:00:00.000Z', id: 'a' };
    await writeFile(lock(), JSON.stringify(owner));
    expect((await refusal()).message).toMatch(
      new RegExp(`is being written by process ${child.pid} on .*, since 2026-01-01T`),
    );
    child.kill('SIGKILL');
    await once(child, 'close');
    expect((await again()).trained).toEqual([]);
  });

  it('a later process of the same number does not hold it, one on another machine does', async () => {
    const owner = { pid: process.pid, host: hostname(), since: '2026-01-01T00:00:00.000Z', id: 'a' };
    await writeFile(lock(), JSON.stringify({ ...owner, host: 'elsewhere' }));
    expect((await refusal()).message).toMatch(
      /process \d+ on elsewhere, since .*: wait, or, if it is gone, delete .*lock\.json/,
    );
    if (process.platform !== 'linux') return;
    await writeFile(lock(), JSON.stringify({ ...owner, process: 'an earlier boot 1' }));
    expect((await again()).trained).toEqual([]);
  });

  it.each([
    ['a folder', () => mkdir(lock())],
    ['a link to nothing', () => symlink(join(dir, 'nowhere'), lock())],
    ['a pipe', async () => execFileSync('mkfifo', [lock()])],
    ['too large', () => writeFile(lock(), '{').then(() => truncate(lock(), 1e9))],
  ])('a lock that is no file of ours (%s) is refused at once, and left', async (_, make) => {
    if (process.platform === 'win32') return;
    await make();
    const { code, message } = await refusal();
    expect(code).toBe('bad-data');
    expect(message).toMatch(/lock\.json was not written by mlp-lab: expected .* delete it, or choose another folder$/);
    expect(await readdir(dir)).toContain('lock.json');
  });

  it('does not remove the lock of another process in a folder that has taken its place', async () => {
    const owner = { pid: process.pid, host: hostname(), since: '2026-01-01T00:00:00.000Z', id: 'later' };
    await run({ seeds: [2], onProgress: ({ type }) => type === 'run' && writeFile(lock(), JSON.stringify(owner)) });
    expect(await readFile(lock(), 'utf8')).toContain('later');
  });

  it('is unlocked after a refusal', async () => {
    await refusal({ batchSize: 4 });
    expect(await readdir(dir)).not.toContain('lock.json');
  });

  it('half-written files of a killed writer are removed', async () => {
    const left = ['config.json.1730885064', 'networks/relu.seed-1.f32.99', 'models/x.0123456789abcdef.bin.0f2b1c3d-aaaa-bbbb-cccc-0123456789ab.tmp', 'lock.json.a']; // biome-ignore format: one line
    for (const name of left) await writeFile(join(dir, name), '');
    await writeFile(join(dir, 'notes.txt'), 'mine');
    await run();
    const names = await readdir(dir, { recursive: true });
    expect(left.filter((name) => names.includes(name))).toEqual([]);
    expect(names).toContain('notes.txt');
  });
});

describe('a folder that is not for a run', () => {
  it.each([
    ['a project', { 'config.json': '{"port": 8080}', 'history.csv': 'day,kg' }, /config\.json, history\.csv/],
    ['one file of a name of ours', { 'report.html': '<p>' }, /report\.html/],
    ['models of others', { 'models/mine.onnx': '' }, /models\/mine\.onnx/],
  ])('is refused before training, and left as it is: %s', async (_, files, message) => {
    const mine = join(dir, 'mine');
    await mkdir(join(mine, 'models'), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(mine, name), text);
    const before = (await readdir(mine, { recursive: true })).sort();
    const error = await refusal({ out: mine, onProgress: () => expect.fail('expected no training') });
    expect(error).toBeInstanceOf(MlpLabError);
    expect(error.code).toBe('invalid-argument');
    expect(error.message).toMatch(message);
    expect((await readdir(mine, { recursive: true })).sort()).toEqual(before);
  });

  it('is any folder but an empty one, or one with hidden files only', async () => {
    const mine = join(dir, 'mine');
    await mkdir(mine);
    await writeFile(join(mine, '.gitkeep'), '');
    expect((await run({ out: mine, variants: ['relu'] })).rows).toHaveLength(1);
  });

  it('has a name', async () => {
    expect(await refusal({ out: '' })).toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/^out: expected a string that/),
    });
  });
});
