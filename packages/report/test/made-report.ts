// Reports of networks that nobody trained, for the tests of what is made from one.
import type { Report, Row, Run } from '@mlp-lab/experiment';

export const madeRun = (seed: number, seconds = 1): Run => ({
  seed,
  seconds,
  epochs: 1,
  batchSize: 32,
  trainedOn: 7,
  backend: 'engine',
  testLoss: 1,
  testAccuracy: 0.5,
  history: { loss: [1], acc: [0.5], val_loss: [], val_acc: [] },
});

/** @param mean test accuracy */
export const madeRow = (variant: string, mean: number, rest: Partial<Row> = {}): Row => ({
  variant,
  title: variant.toUpperCase(),
  changes: [],
  differs: [],
  published: null,
  testAccuracy: { mean, sd: 0, n: 1 },
  testLoss: { mean: 1.23456, sd: 0, n: 1 },
  runs: [madeRun(1, 1.25)],
  ...rest,
});

export const madeReport = (...rows: Row[]): Report => ({
  schema: 'mlp-lab/report@1',
  dataset: { name: 'mnist', train: 10, test: 10 },
  protocol: 'controlled',
  rows,
});
