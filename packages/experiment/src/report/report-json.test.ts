import { expect, it } from 'vitest';
import { historyCsv } from '../run-folder/history-csv';
import type { Report, Run } from './report';
import { reportJson, restoreReport } from './report-json';

const run = (seed: number, val: number[]): Run => ({
  seed,
  epochs: 2,
  batchSize: 32,
  trainedOn: 10,
  backend: 'engine',
  seconds: 0.5,
  testLoss: 0.1,
  testAccuracy: 0.9,
  history: { loss: [0.30000000000000004, Number.NaN], acc: [0.5, 0.75], val_loss: val, val_acc: val },
});
const NOTHING = { mean: Number.NaN, sd: Number.NaN, n: 0 };
const report = (val: number[]): Report => ({
  schema: 'mlp-lab/report@1',
  dataset: { name: 'mnist', train: 10, test: 10 } as Report['dataset'],
  protocol: 'as-published',
  rows: [
    {
      variant: 'a, b',
      title: 'A',
      origin: { variant: 'a', options: {} },
      changes: [],
      differs: [],
      published: null,
      testAccuracy: { mean: 0.9, sd: 0, n: 1 },
      testLoss: { mean: 0.1, sd: 0, n: 1 },
      runs: [run(1, val)],
    },
    {
      variant: 'failed',
      title: 'F',
      changes: ['x'],
      differs: [],
      published: 0.9,
      testAccuracy: NOTHING,
      testLoss: NOTHING,
      runs: [],
      failures: [{ seed: 1, message: 'diverged' }],
    },
  ],
});

/** Every field of an object in the value. */
const fields = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? [...(Array.isArray(value) ? [] : Object.values(value)), ...Object.values(value).flatMap(fields)]
    : [];

it('has no field that is null, an empty list or an empty object', () => {
  for (const field of fields(JSON.parse(reportJson(report([]))))) {
    expect(field).not.toBeNull();
    expect(JSON.stringify(field)).not.toMatch(/^(\[\]|\{\})$/);
  }
});

it('gives the report back', () => {
  const nulls = JSON.parse(JSON.stringify(report([0.1, 0.2])), (key, value) =>
    value === null && key !== 'published' ? Number.NaN : value,
  );
  const parsed = JSON.parse(reportJson(report([0.1, 0.2])), (_, value) => value ?? Number.NaN);
  expect(restoreReport(parsed)).toEqual(nulls);
  expect(restoreReport(report([]))).toEqual(report([])); // as older files have it
});

it('leaves columns out of the CSV that no network measured, and numbers that are not finite', () => {
  expect(historyCsv(report([]))).toBe(
    'variant,seed,epoch,loss,acc\n"a, b",1,1,0.30000000000000004,0.5\n"a, b",1,2,,0.75\n',
  );
  expect(historyCsv(report([0.1, 0.2])).split('\n')[0]).toBe('variant,seed,epoch,loss,acc,val_loss,val_acc');
});
