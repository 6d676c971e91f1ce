import type { CompareEvent, Report, RunConfig, Task, TaskProgress } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { leader } from './leader';
import { liveCurves } from './live-curves';
import { nextState, noRun } from './run-state';

const { recipe } = createRegistry([notebook()]).get('relu');
const task = (variant: string, seed: number): Task => ({
  id: `${variant}.seed-${seed}`,
  variant,
  seed,
  recipe,
  backend: 'engine',
});
const tasks = [task('relu', 1), task('relu', 2), task('adam', 1)];

const config = { backend: 'engine' } as RunConfig;

const epoch = (of: Task, number: number, figures: Partial<TaskProgress> = {}): CompareEvent => ({
  type: 'training',
  task: of,
  progress: { epoch: number, epochs: 2, isEpochEnd: true, fraction: number / 2, loss: 1, acc: 0.5, ...figures },
});

const after = (...events: CompareEvent[]) =>
  [{ type: 'planned', tasks, kept: 0, config } as CompareEvent, ...events].reduce(nextState, noRun);

describe('what the page shows of a run', () => {
  it('begins with those that an earlier run has left, and forgets the run before', () => {
    const state = nextState(after(epoch(tasks[0], 1)), { type: 'planned', tasks, kept: 2, config });
    expect(state).toMatchObject({ done: 2, tasks, config, failures: [] });
    expect(state.histories.size + state.jobs.size).toBe(0);
  });

  it('counts networks that are trained or failed, and lists those in training', () => {
    const state = after(
      epoch(tasks[0], 1),
      epoch(tasks[1], 1),
      epoch(tasks[2], 1),
      { type: 'trained', task: tasks[0], seconds: 1 },
      { type: 'failed', task: tasks[1], message: 'its loss became NaN' },
    );
    expect(state.done).toBe(2);
    expect([...state.jobs.keys()]).toEqual(['adam.seed-1']);
    expect(state.failures).toEqual([{ id: 'relu.seed-2', message: 'its loss became NaN' }]);
  });

  it('keeps the newest report', () => {
    const report = { rows: [] } as unknown as Report;
    expect(after({ type: 'run', report }).report).toBe(report);
  });

  it('records an epoch once, however often it is told, and nothing within one', () => {
    const [one] = tasks;
    const state = after(
      epoch(one, 1, { acc: 0.1, isEpochEnd: false }),
      epoch(one, 1, { acc: 0.2, val_acc: 0.3, val_loss: 3 }),
      epoch(one, 2, { acc: 0.4, val_acc: 0.5, val_loss: 2 }),
      epoch(one, 1, { acc: 0.2, val_acc: 0.3, val_loss: 3 }), // the page was reloaded: it trains again
    );
    expect(state.histories.get(one.id)).toEqual({ loss: [1], acc: [0.2], val_loss: [3], val_acc: [0.3] });
  });

  it('draws a curve a variant, its seeds together, without metrics that were not measured', () => {
    const { tasks: all, histories } = after(epoch(tasks[2], 1), epoch(tasks[0], 1), epoch(tasks[1], 1, { loss: 2 }));
    expect(liveCurves(all, histories)).toEqual([
      {
        name: 'relu',
        histories: [
          { loss: [1], acc: [0.5] },
          { loss: [2], acc: [0.5] },
        ],
      },
      { name: 'adam', histories: [{ loss: [1], acc: [0.5] }] },
    ]);
  });
});

describe('the leader', () => {
  const curves = [
    { name: 'a', histories: [{ loss: [1], acc: [0.9], val_acc: [0.2, 0.4], val_loss: [1, 0.5] }] },
    {
      name: 'b',
      histories: [
        { loss: [2, 0.7], acc: [0.5, 0.6] },
        { loss: [0.5], acc: [0.5] },
      ],
    },
  ];

  it('has the best newest value, of validation where there is any, in the mean of its seeds', () => {
    expect(leader(curves, 'acc')).toEqual({ name: 'b', value: 0.55 });
    expect(leader(curves, 'loss')).toEqual({ name: 'a', value: 0.5 });
  });

  it('is none where no value is a number', () => {
    expect(leader([{ name: 'a', histories: [{ loss: [Number.NaN] }] }], 'loss')).toBeUndefined();
    expect(leader([], 'acc')).toBeUndefined();
  });
});
