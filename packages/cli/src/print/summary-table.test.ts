import type { Report, Row } from '@mlp-lab/experiment';
import { expect, it } from 'vitest';
import { summaryTable } from './summary-table';

const estimate = (mean: number) => ({
  mean,
  sd: 0.0123,
  n: 3,
  interval: [mean - 0.01, mean + 0.01] as [number, number],
});
const row = (variant: string, title: string, changes: string[], compared: boolean): Row => ({
  variant,
  title,
  changes,
  differs: ['batch size 32 instead of 256'],
  published: 0.9488,
  testAccuracy: estimate(0.9),
  testLoss: estimate(0.3),
  ...(compared && {
    against: { variant: 'baseline', n: 3, difference: 0.8, interval: [0.7, 0.9], pValue: 0.01, verdict: 'better' },
  }),
  runs: [1, 2, 3].map((seed) => ({
    seed,
    epochs: 3,
    batchSize: 32,
    trainedOn: 42_000,
    backend: 'engine',
    seconds: 1.5,
    testLoss: 0.3,
    testAccuracy: 0.9,
    history: { loss: [1, 1, 1], acc: [0, 0, 0], val_loss: [], val_acc: [] },
  })),
});
const report = (compared: boolean): Report => ({
  schema: 'mlp-lab/report@1',
  dataset: { name: 'mnist', train: 60_000, test: 10_000 } as Report['dataset'],
  protocol: 'as-published',
  rows: [
    row('relu', 'Activation function', ['ReLU instead of sigmoid'], compared),
    row('combined', 'All together', ['He normal instead of Glorot uniform', 'batch normalization'], compared),
  ],
});

it.each([60, 72, 80, 90, 100, 120, 160])('keeps to a terminal of %i columns', (width) => {
  for (const compared of [false, true]) {
    const text = summaryTable(report(compared), width);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
    for (const word of ['Activation', 'normalization', '0.9000 ± 0.0123', '0.3000 ± 0.0123', '0.9488', '4.5'])
      expect(text).toContain(word);
  }
});

it('shows each row on its own where no table fits', () => {
  expect(summaryTable(report(true), 60).split('\n').slice(0, 5)).toEqual([
    'Activation function*',
    '  What changed   ReLU instead of sigmoid',
    '  Test accuracy  0.9000 ± 0.0123',
    '                 [0.8900, 0.9100]',
    '  vs baseline    +0.8000 better',
  ]);
});
