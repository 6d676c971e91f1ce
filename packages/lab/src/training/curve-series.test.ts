import type { TaskProgress } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { expect, it } from 'vitest';
import { startSettings } from '../state/settings';
import { curveSeries, pointsOf } from './curve-series';
import type { NetworkState } from './network-state';

const { cards } = startSettings(createRegistry([notebook()]));
const done = (acc: number[], progress?: Partial<TaskProgress>) =>
  ({
    card: 'A',
    checkpoint: { epochs: acc.length, history: { acc, loss: [], val_acc: acc, val_loss: [] } },
    progress,
  }) as unknown as NetworkState;

it('the epoch in training is a point of the training curve, which moves on from the last epoch', () => {
  const half = { epoch: 3, epochs: 10, fraction: 0.25, acc: 0.9 };
  const [validation, training] = curveSeries(cards, [done([0.5, 0.7], half)], [], 'acc');
  expect(pointsOf(validation)).toEqual([
    [1, 0.5],
    [2, 0.7],
  ]);
  expect(pointsOf(training).at(-1)).toEqual([2.5, 0.9]);
});

it('a first epoch has its point where the axis begins; several runs have their mean', () => {
  const first = (acc: number) => ({
    ...done([], { epoch: 1, epochs: 10, fraction: 0.02, acc }),
    checkpoint: undefined,
  });
  const series = curveSeries(cards, [first(0.2), first(0.4)], [], 'acc');
  expect(series.map(({ kind }) => kind)).toEqual(['training']);
  expect(pointsOf(series[0])).toEqual([[1, expect.closeTo(0.3)]]);
});
