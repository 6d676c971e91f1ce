import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { type CompareEvent, type CompareOptions, compare, type Report, reportJson } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { buildMlp, createRegistry, definePlugin, notebook, notebookRecipe } from '@mlp-lab/models';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const registry = createRegistry([notebook()]);
/** Two small layers: on cpu, a quarter of the time of the notebook's four. */
const SMALL = { hidden: [8, 8] };
const quick = (options: Partial<CompareOptions> = {}) =>
  compare({ registry, dataset: tinyDataset, backend: 'cpu', epochs: 2, set: SMALL, ...options });

/** The notebook's rows, trained once for all tests that read them. */
let notebookReport: Promise<Report> | undefined;
const published = () => (notebookReport ??= quick({ epochs: 1 }));

/** A report without what differs from one run to the next: the seconds. */
const numbers = (report: Report) =>
  JSON.parse(JSON.stringify(report, (key, value) => (key === 'seconds' ? undefined : value)));

describe('compare', () => {
  it("has the notebook's rows in its order, then all together, by default", async () => {
    const report = await published();
    expect(report.rows.map(({ variant }) => variant)).toEqual([
      'baseline',
      'he-normal',
      'relu',
      'adam',
      'batch-norm',
      'dropout',
      'ensemble',
      'combined',
    ]);
    expect(report.rows.map(({ published }) => published)).toEqual(Array(8).fill(null)); // not MNIST
  });

  it('returns a report that matches its schema', async () => {
    const report = await quick({ variants: ['relu'], seeds: [3, 0], batchSize: 8 });
    expect(report).toMatchObject({
      schema: 'mlp-lab/report@1',
      dataset: { name: 'tiny', train: 120, test: 30 },
      protocol: 'as-published',
    });
    const [row] = report.rows;
    expect(row.testAccuracy.n).toBe(2);
    expect(row.testAccuracy.mean).toBeCloseTo((row.runs[0].testAccuracy + row.runs[1].testAccuracy) / 2, 12);
    expect(row.runs.map(({ seed }) => seed)).toEqual([3, 0]);
    for (const run of row.runs) {
      expect(run).toMatchObject({ epochs: 2, batchSize: 8, trainedOn: 84, backend: 'cpu' }); // the last 30 % are held out
      for (const metric of ['loss', 'acc', 'val_loss', 'val_acc'] as const) expect(run.history[metric]).toHaveLength(2);
      expect(run.seconds).toBeGreaterThan(0);
    }
  });

  it('compares each row with the baseline over several seeds, if the report contains it', async () => {
    const { rows } = await quick({ variants: ['relu', 'baseline'], seeds: [1, 2], epochs: 1 });
    expect(rows[0].against).toMatchObject({ variant: 'baseline', n: 2 });
    const differences = rows[0].runs.map((run, i) => run.testAccuracy - rows[1].runs[i].testAccuracy);
    expect(rows[0].against?.difference).toBeCloseTo((differences[0] + differences[1]) / 2, 12);
    expect(rows[1]).not.toHaveProperty('against');
    const [other] = (await quick({ variants: ['relu', 'selu'], baseline: 'selu', seeds: [1, 2], epochs: 1 })).rows;
    expect(other).toMatchObject({ changes: ['ReLU instead of SELU'], differs: [], against: { variant: 'selu' } });
  });

  it('makes no comparison with one seed, or without the baseline', async () => {
    const one = await quick({ variants: ['relu', 'baseline'], epochs: 1 });
    const without = await quick({ variants: ['relu'], seeds: [1, 2], epochs: 1 });
    for (const row of [...one.rows, ...without.rows]) expect(row).not.toHaveProperty('against');
  });

  it('accepts variants that are not registered, on one thread or on two', async () => {
    const wide = { ...registry.get('relu'), name: 'relu hidden=20', recipe: { ...notebookRecipe, hidden: [20] } };
    const one = await quick({ variants: ['relu', wide], set: {}, epochs: 1 });
    expect(one.rows[1]).toMatchObject({
      variant: 'relu hidden=20',
      differs: expect.arrayContaining([expect.any(String)]),
    });
    expect(numbers(await quick({ variants: ['relu', wide], set: {}, epochs: 1, jobs: 2 }))).toEqual(numbers(one));
  });

  it("trains with a plugin's optimizer, on any thread", async () => {
    const url = new URL('./threads/sign-registry.mjs', import.meta.url).href;
    const { default: signRegistry } = await import(url);
    const recipe = { ...notebookRecipe, optimizer: { name: 'acme/sign', learningRate: 0.01 } as const };
    const variants = [{ name: 'signed', title: 'Signs', changes: ['optimizer'] as const, recipe }];
    const options = { variants, epochs: 1, seeds: [1, 2] };
    const one = await quick({ ...options, registry: signRegistry() });
    expect(one.rows[0].runs).toHaveLength(2);
    const data = { onlyOnThreads: true };
    const onThreads = { ...options, registry: signRegistry(data), registryModule: { url, data }, jobs: 2 };
    expect(numbers(await quick(onThreads))).toEqual(numbers(one));
    const here = await quick({ ...onThreads, registryModule: undefined });
    expect(here.rows[0].failures?.[0].message).toMatch(/not here$/);
  });

  it('learns', async () => {
    const { rows } = await quick({ variants: ['combined'], set: {}, epochs: 12, batchSize: 8, scale: 'unit' });
    expect(rows[0].testAccuracy.mean).toBeGreaterThan(0.9);
  });

  it('gives the same numbers again, on one thread or on two', async () => {
    const options = { variants: ['dropout', 'ensemble'], seeds: [1, 2] };
    const once = numbers(await quick(options));
    expect(numbers(await quick(options))).toEqual(once);
    expect(numbers(await quick({ ...options, jobs: 2 }))).toEqual(once);
  });

  it('gives different numbers for another seed', async () => {
    const { rows } = await quick({ variants: ['relu'], seeds: [1, 2] });
    expect(rows[0].runs[0].testLoss).not.toBe(rows[0].runs[1].testLoss);
  });

  it('makes the ensemble of three networks of different seeds, on all images, by soft vote', async () => {
    const { rows } = await quick({ variants: ['ensemble'] });
    const [run] = rows[0].runs;
    expect(run.trainedOn).toBe(120);
    expect(new Set(run.members?.map(({ seed }) => seed)).size).toBe(3);
    expect(new Set(run.members?.map(({ testLoss }) => testLoss)).size).toBe(3);
    expect(run.history.val_acc).toEqual([]);
    // The logarithm is concave: the mean probabilities are never worse than the members are on the mean.
    const losses = run.members?.map(({ testLoss }) => testLoss) ?? [];
    expect(run.testLoss).toBeLessThanOrEqual(losses.reduce((a, b) => a + b) / 3);
  });

  it('lists what else differs as published, and nothing when controlled', async () => {
    const { rows } = await published();
    expect(rows.map(({ differs }) => differs.length > 0)).toEqual([false, ...Array(7).fill(true)]);
    expect(rows[6].differs).toHaveLength(2); // batch size, and the images that it is trained on
    const controlled = await quick({ epochs: 1, protocol: 'controlled' });
    expect(controlled.rows.map(({ differs }) => differs)).toEqual(Array(8).fill([]));
    const sizes = controlled.rows.flatMap(({ runs }) => runs.map(({ batchSize, trainedOn }) => [batchSize, trainedOn]));
    expect(sizes).toEqual(Array(8).fill([32, 84]));
  });

  it('takes patterns', async () => {
    const report = await quick({ variants: ['opt/ada*'], epochs: 1 });
    expect(report.rows.map(({ variant }) => variant)).toEqual([
      'opt/adagrad',
      'opt/adadelta',
      'opt/adam',
      'opt/adamax',
      'opt/adamw',
    ]);
  });

  it('reports its progress: planned, training, trained, and the report so far at each run', async () => {
    const events: CompareEvent[] = [];
    await quick({ variants: ['relu', 'selu'], onProgress: (event) => events.push(event) });
    expect(events[0]).toMatchObject({ type: 'planned', tasks: [{ id: 'relu.seed-1' }, { id: 'selu.seed-1' }] });
    const last = events.filter((event) => event.type === 'training').at(-1);
    expect(last?.progress).toMatchObject({ epoch: 2, epochs: 2, fraction: 1, val_acc: expect.any(Number) });
    expect(events.filter(({ type }) => type === 'trained')).toHaveLength(2);
    const reports = events.flatMap((event) => (event.type === 'run' ? [event.report.rows.length] : []));
    expect(reports).toEqual([1, 2]);
  });

  it('leaves no tensor behind', async () => {
    await quick({ variants: ['combined'], epochs: 1 });
    const before = tf.memory().numTensors;
    await quick({ variants: ['combined'], epochs: 1 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [{ variants: ['rellu'] }, 'unknown-name', /'rellu'.*relu/],
    [{ variants: ['nothing/*'] }, 'unknown-name', /no variant matches nothing\/\*/],
    [{ backend: 'wsam' }, 'unknown-name', /'wsam'.*wasm/],
    [{ protocol: 'fair' as never }, 'invalid-argument', /as-published or controlled, received fair/],
    [{ seeds: [] }, 'invalid-argument', /seeds: expected at least one/],
    [{ seeds: [1, 1] }, 'invalid-argument', /seeds: expected each once, received 1,1/],
    [{ seeds: [-1] }, 'invalid-argument', /seed must be an integer/],
    [{ variants: ['relu', { ...registry.get('selu'), name: 'relu' }] }, 'invalid-argument', /two named 'relu'/],
    [{ batchSize: 0 }, 'invalid-argument', /batchSize must be a positive integer: received 0/],
    [{ jobs: 0 }, 'invalid-argument', /jobs: expected an integer of at least 1, received 0/],
  ] as const)('refuses %j before any training', async (options, code, message) => {
    const events: CompareEvent[] = [];
    const asked = quick({ ...options, onProgress: (event) => events.push(event) } as Partial<CompareOptions>);
    await expect(asked).rejects.toMatchObject({ name: 'MlpLabError', code, message: expect.stringMatching(message) });
    expect(events.filter(({ type }) => type === 'training')).toEqual([]);
  });

  it('stops when its signal is aborted', async () => {
    const abort = new AbortController();
    const onProgress = () => abort.abort('enough');
    const asked = quick({ variants: ['relu'], epochs: 10_000, signal: abort.signal, onProgress });
    await expect(asked).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
  });

  it('stops its threads when its signal is aborted', async () => {
    const abort = new AbortController();
    const onProgress = (event: CompareEvent) => event.type === 'training' && abort.abort('enough');
    const asked = quick({ variants: ['relu', 'selu'], jobs: 2, epochs: 100_000, signal: abort.signal, onProgress });
    await expect(asked).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
  });

  it.each([
    ['nothing', undefined, 'undefined'],
    ['something else', { hello: 1 }, 'an object'],
  ])('refuses an executor that gives %s', async (_, result, received) => {
    const executor = { run: async () => result as never, close: async () => {} };
    await expect(quick({ variants: ['relu'], executor })).rejects.toThrow(
      `executor.run: expected probabilities of all test images, received ${received}`,
    );
  });

  it('starts no further network after a failure of the whole comparison', async () => {
    const built: string[] = [];
    const plugin = definePlugin({
      meta: { name: 'own', version: '1.0.0', namespace: 'own' },
      variants: ['first', 'second', 'late'].map((name) => ({
        name,
        title: name,
        changes: [],
        recipe: notebookRecipe,
        build: (context) => {
          built.push(name);
          return buildMlp(context.recipe, context);
        },
      })),
    });
    const onProgress = (event: CompareEvent) => {
      if (event.type === 'trained') throw new MlpLabError('io', 'no disk');
    };
    const asked = quick({ registry: createRegistry([notebook(), plugin]), variants: ['own/*'], jobs: 2, onProgress });
    await expect(asked).rejects.toMatchObject({ code: 'io' });
    await new Promise((resolve) => setTimeout(resolve, 500)); // the other one ends in the meantime
    expect(built).toEqual(['first', 'second']);
  });

  it('continues with the other rows when a network diverges, on any thread', async () => {
    const wild = definePlugin({
      meta: { name: 'wild', version: '1.0.0', namespace: 'wild' },
      variants: [
        {
          name: 'fast',
          title: 'Far too fast',
          changes: ['optimizer'],
          recipe: { ...notebookRecipe, activation: 'relu', optimizer: { name: 'sgd', learningRate: 1e30 } },
        },
      ],
    });
    for (const jobs of [1, 2]) {
      const report = await quick({
        registry: createRegistry([notebook(), wild]),
        variants: ['wild/fast', 'relu'],
        batchSize: 8,
        jobs,
      });
      expect(report.rows[0]).toMatchObject({
        runs: [],
        failures: [{ seed: 1, message: expect.stringMatching(/loss/) }],
      });
      expect(report.rows[0].testAccuracy.n).toBe(0);
      expect(report.rows[1].runs).toHaveLength(1);
    }
  });
});

describe('a run folder', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mlp-lab-'));
  });
  afterEach(() => rm(dir, { recursive: true }));
  const json = async (name: string) => JSON.parse(await readFile(join(dir, name), 'utf8'));

  const trainedBy = async (options: Partial<CompareOptions>) => {
    const trained: string[] = [];
    const onProgress = (event: CompareEvent) => event.type === 'trained' && trained.push(event.task.id);
    return { report: await quick({ ...options, onProgress }), trained };
  };

  it('contains the report, the settings, and the histories as CSV', async () => {
    const report = await quick({ variants: ['relu'], out: dir });
    expect(await json('report.json')).toEqual(JSON.parse(reportJson(report)));
    expect(await json('config.json')).toMatchObject({
      schema: 'mlp-lab/config@1',
      backend: 'cpu',
      seeds: [1],
      rows: [{ variant: 'relu', recipe: { epochs: 2, activation: 'relu' } }],
    });
    const [{ history }] = report.rows[0].runs;
    const lines = (await readFile(join(dir, 'history.csv'), 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toBe('variant,seed,epoch,loss,acc,val_loss,val_acc');
    expect(lines[2]).toBe(
      ['relu', 1, 2, history.loss[1], history.acc[1], history.val_loss[1], history.val_acc[1]].join(','),
    );
    expect(lines).toHaveLength(3);
  });

  it('resumes an interrupted comparison, to the same numbers', async () => {
    const options = { variants: ['relu', 'ensemble'], out: dir };
    const abort = new AbortController();
    const ended = quick({
      ...options,
      signal: abort.signal,
      onProgress: (event) => event.type === 'trained' && event.task.id.endsWith('member-1') && abort.abort(),
    });
    await expect(ended).rejects.toMatchObject({ code: 'aborted' });
    expect(await readdir(dir)).not.toContain('report.json');

    const { report, trained } = await trainedBy(options);
    expect(trained).toEqual(['ensemble.seed-1.member-2', 'ensemble.seed-1.member-3']);
    expect(numbers(report)).toEqual(numbers(await quick({ variants: ['relu', 'ensemble'] })));
  });

  it('accepts more seeds later and trains only those', async () => {
    await quick({ variants: ['relu'], out: dir });
    const { report, trained } = await trainedBy({ variants: ['relu'], seeds: [1, 2], out: dir });
    expect(trained).toEqual(['relu.seed-2']);
    expect(report.rows[0].testAccuracy.n).toBe(2);
  });

  it('refuses networks with other settings, and changes nothing', async () => {
    await quick({ variants: ['relu'], out: dir });
    const before = await json('config.json');
    const asked = quick({ variants: ['relu'], epochs: 1, out: dir });
    await expect(asked).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/epochs 2, now 1/),
    });
    expect(await json('config.json')).toEqual(before);
  });

  it.each([
    [
      'half a file',
      'relu.seed-1.json',
      '{"task":',
      /relu\.seed-1\.json is damaged: .* Delete it to train that network/,
    ],
    ['another file', 'relu.seed-1.json', '{}', /relu\.seed-1\.json: task: expected an object.* Delete it to train/],
    [
      'half the answers',
      'relu.seed-1.f32',
      'abcd',
      /relu\.seed-1\.f32 is damaged: .* received 4 bytes\. Delete .*json/,
    ],
  ])('says which file is damaged, and what to do: %s', async (_, name, text, message) => {
    await quick({ variants: ['relu'], out: dir });
    await writeFile(join(dir, 'networks', name), text);
    await expect(quick({ variants: ['relu'], out: dir })).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringMatching(message),
    });
  });

  it('must be a writable folder', async () => {
    await writeFile(join(dir, 'file'), '');
    const asked = quick({ variants: ['relu'], out: join(dir, 'file') });
    await expect(asked).rejects.toMatchObject({
      code: 'io',
      message: expect.stringMatching(/file: expected a folder, found a file: delete or move it, or choose another/),
    });
    await expect(asked).rejects.toBeInstanceOf(MlpLabError);
  });
});
