import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CompareEvent, compare, gridVariants } from '@mlp-lab/experiment';
import { readRun, reportSoFar } from '@mlp-lab/experiment/node';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const registry = createRegistry([notebook()]);
const relu = registry.get('relu');

describe('the variants of a grid', () => {
  it('are every combination, the last field changing fastest', () => {
    const variants = gridVariants(relu, {
      hidden: [[50, 50], [100]],
      dropout: [0, 0.2],
    });
    expect(variants.map(({ name }) => name)).toEqual([
      'relu hidden=50x2 dropout=0',
      'relu hidden=50x2 dropout=0.2',
      'relu hidden=100 dropout=0',
      'relu hidden=100 dropout=0.2',
    ]);
    expect(variants[1].recipe).toEqual({ ...relu.recipe, hidden: [50, 50], dropout: 0.2 });
    expect(variants[1].changes).toEqual(['activation', 'hidden', 'dropout']);
    expect(variants[1].published).toBeUndefined();
    expect(variants[1].origin).toEqual({ variant: 'relu', options: {} });
    expect(variants[1].settings).toEqual({ hidden: [50, 50], dropout: 0.2 });
  });

  it('reach into the optimizer', () => {
    const variants = gridVariants(relu, { 'optimizer.learningRate': [0.1, 0.01] });
    expect(variants.map(({ name }) => name)).toEqual(['relu learningRate=0.1', 'relu learningRate=0.01']);
    expect(variants[1].recipe.optimizer).toEqual({ name: 'sgd', learningRate: 0.01 });
  });

  it.each([
    [{ hiden: [[50]] }, 'unknown-name', /no hiden: did you mean hidden/],
    [{ 'dropout.rate': [0.1] }, 'invalid-argument', /dropout\.rate: expected a field/],
    [{ dropout: [] }, 'invalid-argument', /dropout: expected one value or more/],
  ])('refuse %j', (grid, code, message) => {
    expect(() => gridVariants(relu, grid)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});

describe('rows of one title', () => {
  it('have their names as titles: a race of learning rates', async () => {
    const racers = ['opt/sgd', 'opt/adam'].map((name) => registry.get(name));
    const variants = racers.flatMap((racer) => gridVariants(racer, { 'optimizer.learningRate': [0.1] }));
    const { rows } = await compare({
      registry,
      dataset: tinyDataset,
      backend: 'cpu',
      epochs: 1,
      variants: ['relu', ...variants],
    });
    expect(rows.map(({ title }) => title)).toEqual([
      'Activation function',
      'opt/sgd learningRate=0.1',
      'opt/adam learningRate=0.1',
    ]);
  });
});

describe('a sweep', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mlp-lab-'));
  });
  afterEach(() => rm(dir, { recursive: true }));
  const variants = gridVariants(relu, { hidden: [[4], [8]], 'optimizer.learningRate': [0.01, 0.1] });
  const options = { registry, dataset: tinyDataset, backend: 'cpu', epochs: 1, variants, baseline: variants[0] };

  it('is a comparison with its first combination', async () => {
    const { rows } = await compare({ ...options, seeds: [1, 2] });
    expect(rows.map(({ title, changes, differs }) => [title, changes, differs])).toEqual([
      ['hidden=4 learningRate=0.01', [], []],
      ['hidden=4 learningRate=0.1', ['SGD learningRate 0.1 instead of 0.01'], []],
      ['hidden=8 learningRate=0.01', ['hidden layers 8 instead of 4'], []],
      ['hidden=8 learningRate=0.1', ['hidden layers 8 instead of 4', 'SGD learningRate 0.1 instead of 0.01'], []],
    ]);
    expect(rows[1].against?.variant).toBe('relu hidden=4 learningRate=0.01');
    expect(rows[2]).toMatchObject({
      origin: { variant: 'relu' },
      settings: { hidden: [8], 'optimizer.learningRate': 0.01 },
    });
  });

  it('resumes after an interruption, and can be reported before', async () => {
    const trained: string[] = [];
    const abort = new AbortController();
    const onProgress = (event: CompareEvent) => {
      if (event.type === 'trained') trained.push(event.task.id);
      if (trained.length === 2) abort.abort();
    };
    await expect(compare({ ...options, out: dir, onProgress, signal: abort.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    const soFar = reportSoFar(await readRun(dir), { registry, dataset: tinyDataset });
    expect(soFar.rows.map(({ title }) => title)).toEqual(['hidden=4 learningRate=0.01', 'hidden=4 learningRate=0.1']);
    const whole = await compare({ ...options, out: dir, onProgress });
    expect(trained).toEqual(variants.map(({ name }) => `${name.replaceAll(' ', '_')}.seed-1`));
    expect(soFar.rows).toEqual(whole.rows.slice(0, 2));
  });

  it('is refused before any training if one of its recipes is invalid', async () => {
    const events: CompareEvent[] = [];
    const wrong = gridVariants(relu, { 'optimizer.momentum': [0.9] });
    const asked = compare({
      ...options,
      variants: wrong,
      baseline: wrong[0],
      onProgress: (event) => events.push(event),
    });
    await expect(asked).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/optimizer\.momentum/),
    });
    expect(events).toEqual([]);
  });
});
