// Networks that are stopped in training go on from their checkpoints, to the same bits.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CompareEvent, type CompareOptions, compare, type Report } from '@mlp-lab/experiment';
import { readRun, withStopped } from '@mlp-lab/experiment/node';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { type BuildContext, createRegistry, definePlugin, notebook, notebookRecipe } from '@mlp-lab/models';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const registry = createRegistry([notebook()]);
const VARIANTS = ['opt/adamax', 'dropout'];
const quick = (options: Partial<CompareOptions>) =>
  compare({ registry, dataset: tinyDataset, variants: VARIANTS, epochs: 6, probe: 10, ...options });

/** Without what differs from one run to the next. */
const numbers = (report: Report) =>
  JSON.parse(JSON.stringify(report, (key, value) => (key === 'seconds' ? undefined : value)));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-'));
});
afterEach(() => rm(dir, { recursive: true }));

/** Aborts at the first event that matches. */
async function stopAt(matches: (event: CompareEvent) => boolean, options: Partial<CompareOptions>) {
  const events: CompareEvent[] = [];
  const abort = new AbortController();
  const onProgress = (event: CompareEvent) => {
    events.push(event);
    if (matches(event)) abort.abort();
  };
  await expect(quick({ ...options, onProgress, signal: abort.signal })).rejects.toMatchObject({ code: 'aborted' });
  return events;
}

const isEnd = (epoch: number) => (event: CompareEvent) =>
  event.type === 'training' && event.progress.isEpochEnd && event.progress.epoch === epoch;

const eventsOf = async (options: Partial<CompareOptions>) => {
  const events: CompareEvent[] = [];
  const report = await quick({ ...options, onProgress: (event) => events.push(event) });
  const trained = events.flatMap((event) =>
    event.type === 'training' && event.progress.isEpochEnd ? [event.progress.epoch] : [],
  );
  return { report, trained, resumed: events.filter((event) => event.type === 'resumed') };
};

describe.each(['engine', 'cpu'])('a network stopped in training (%s)', (backend) => {
  it('is saved, and goes on to the same report', async () => {
    const stopped = await stopAt(isEnd(3), { backend, out: dir });
    expect(stopped.at(-1)).toMatchObject({ type: 'stopped', task: { variant: 'opt/adamax' }, epochs: 3 });
    const { report, trained, resumed } = await eventsOf({ backend, out: dir });
    expect(resumed).toMatchObject([{ task: { variant: 'opt/adamax' }, epochs: 3 }]);
    expect(trained).toEqual([4, 5, 6, 1, 2, 3, 4, 5, 6]);
    expect(numbers(report)).toEqual(numbers(await quick({ backend })));
  });
});

describe('a checkpoint', () => {
  it('of weights under a constraint goes on to the same bits: TensorFlow.js applies it to what is written, but not in training', async () => {
    const bounded = definePlugin({
      meta: { name: 'bounded', version: '1.0.0', namespace: 'bounded' },
      variants: [
        {
          name: 'net',
          title: 'Bounded',
          changes: [],
          recipe: notebookRecipe,
          build({ tf, inputSize, classes }: BuildContext) {
            const kernelConstraint = tf.constraints.maxNorm({ maxValue: 0.5 });
            const dense = tf.layers.dense({
              units: classes,
              inputShape: [inputSize],
              activation: 'softmax',
              kernelConstraint,
            });
            const model = tf.sequential({ layers: [dense] });
            model.compile({ optimizer: tf.train.adam(0.1), loss: 'categoricalCrossentropy', metrics: ['acc'] });
            return model;
          },
        },
      ],
    });
    const asked = {
      registry: createRegistry([notebook(), bounded]),
      variants: ['bounded/net'],
      scale: 'unit',
    } as const;
    await stopAt(isEnd(3), { ...asked, out: dir });
    const { report, trained } = await eventsOf({ ...asked, out: dir });
    expect(trained).toEqual([4, 5, 6]);
    expect(numbers(report)).toEqual(numbers(await quick(asked)));
  });

  it('is only written of networks that train for longer than the interval', async () => {
    const abort = new AbortController();
    let written: string[] = [];
    const onProgress = async (event: CompareEvent) => {
      if (event.type === 'training') written = await readdir(join(dir, 'networks'));
      if (event.type === 'trained') abort.abort();
    };
    await expect(quick({ out: dir, onProgress, signal: abort.signal })).rejects.toMatchObject({ code: 'aborted' });
    expect(written).toEqual([]);
  });

  it('lets the training go on after a kill, from the newest one', async () => {
    const killed = new Error('as if killed');
    let at = 0;
    const onProgress = (event: CompareEvent) => {
      if (event.type !== 'training') return;
      at = event.progress.epoch;
      if (event.progress.isEpochEnd && at === 5) throw killed;
    };
    await expect(quick({ out: dir, checkpointEvery: 0, onProgress })).rejects.toBe(killed);
    const { report, trained } = await eventsOf({ out: dir });
    expect(trained[0]).toBe(5);
    expect(numbers(report)).toEqual(numbers(await quick({})));
  });

  it.each([
    ['half of it', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), /is damaged: its checksum/],
    [
      'another byte',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 900 ? byte ^ 1 : byte))),
      /is damaged/,
    ],
    ['another file', () => Buffer.from('{}'), /is not a checkpoint of mlp-lab/],
  ])('that is damaged (%s) is refused, and trained from the start with repair', async (_, damage, message) => {
    await stopAt(isEnd(2), { out: dir });
    const file = join(dir, 'networks', 'opt.adamax.seed-1.checkpoint.bin');
    await writeFile(file, damage(await readFile(file)));
    await expect(quick({ out: dir })).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringMatching(message),
    });
    const { report } = await eventsOf({ out: dir, repair: true });
    expect(numbers(report)).toEqual(numbers(await quick({})));
  });

  it('of other settings is refused', async () => {
    await stopAt(isEnd(2), { out: dir });
    const asked = quick({ out: dir, batchSize: 16 });
    await expect(asked).rejects.toMatchObject({ code: 'invalid-argument', message: /the network has other settings/ });
  });
});

describe('a finished run', () => {
  it('whose last checkpoint is missing can not be trained on, but with repair is trained from the start', async () => {
    await quick({ out: dir });
    await rm(join(dir, 'networks', 'opt.adamax.seed-1.checkpoint.bin'));
    await expect(quick({ out: dir, epochs: 8 })).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringMatching(
        /checkpoint\.bin is missing: expected the end of 6 epochs, to go on to 8: .* --repair/,
      ),
    });
    const { trained } = await eventsOf({ out: dir, epochs: 8, repair: true });
    expect(trained.filter((epoch) => epoch === 1)).toHaveLength(1);
  });

  it('is trained on where more epochs are asked for, and its report says so', async () => {
    const variants = [...VARIANTS, 'ensemble'];
    await quick({ variants, out: dir });
    const { report, trained, resumed } = await eventsOf({ variants, out: dir, epochs: 8 });
    expect(resumed).toHaveLength(5);
    expect(trained).toEqual([7, 8, 7, 8, 7, 8, 7, 8, 7, 8]);
    const direct = await quick({ variants, epochs: 8 });
    for (const row of direct.rows) for (const run of row.runs) run.continuedAfter = [6];
    expect(numbers(report)).toEqual(numbers(direct));
  });
});

describe('a run folder with a stopped network', () => {
  it('shows it as it is, after so many of its epochs, and has its answers and weights', async () => {
    await stopAt((event) => event.type === 'training' && event.task.variant === 'dropout' && isEnd(4)(event), {
      out: dir,
    });
    const { report, stored } = await withStopped(await readRun(dir), { registry, dataset: tinyDataset });
    const [whole, part] = report.rows.map(({ runs: [run] }) => run);
    expect([whole.epochs, whole.plannedEpochs]).toEqual([6, undefined]);
    expect([part.epochs, part.plannedEpochs]).toEqual([4, 6]);
    const [, direct] = (await quick({ epochs: 4 })).rows;
    expect(part.testLoss).toBe(direct.runs[0].testLoss);
    expect(part.history).toEqual(direct.runs[0].history);
    expect(stored.networks.get('dropout.seed-1')).toMatchObject({ hasModel: true, result: { history: part.history } });
  });

  it('shows an ensemble whose first network was stopped in its first epoch', async () => {
    const options = { out: dir, variants: ['ensemble'], checkpointEvery: 0 };
    await stopAt(({ type }) => type === 'training', options);
    const { report } = await withStopped(await readRun(dir), { registry, dataset: tinyDataset });
    const message = expect.stringMatching(/^stopped with [01] of \d networks past the first of 6 epochs$/);
    expect(report.rows).toMatchObject([{ variant: 'ensemble', runs: [], stopped: [{ seed: 1, message }] }]);
  });
});
