import type { Machine } from '@mlp-lab/queue';
import { describe, expect, it } from 'vitest';
import { queueTable } from './queue-table';

const machine = (given: Partial<Machine>): Machine => ({
  ...{ id: '1', name: 'anna', version: '1.0.0', jobs: 2, training: [], trained: 7, refusals: {} },
  ...given,
});
const progress = { epoch: 34, epochs: 100, fraction: 0.335 };
const training = [
  { job: 'task-1', task: 'relu_learningRate=0.03_momentum=0.95.seed-12', progress },
  { job: 'task-2', task: 'adam.seed-1' },
];
const reason = 'it needs mlp-lab 1.0.0, but the worker has 2.0.0';
const status = {
  tasks: { waiting: 9998, training: 2, trained: 12, failed: 0 },
  machines: [
    machine({ name: 'worker-7d9c8b6f5-abcde.classroom.example', training }),
    machine({ name: 'ben' }),
    machine({ name: 'carl', jobs: 16, refusals: { 'needs-1': reason, 'needs-2': reason } }),
  ],
};
const lines = (text: string) => text.trimEnd().split('\n');

describe('the table of a queue', () => {
  it('has a row for each network in training, and says why a machine refuses tasks, once for each reason', () => {
    expect(lines(queueTable(status, { width: 120 }))).toEqual([
      'Tasks: 9998 waiting, 2 in training, 12 trained and not collected, 0 failed',
      '',
      'Machine                                   Busy  Trained  In training                                    Epoch',
      'worker-7d9c8b6f5-abcde.classroom.example   2/2        7  relu_learningRate=0.03_momentum=0.95.seed-12  34/100',
      '                                                         adam.seed-1                                   starts',
      'ben                                        0/2        7  idle',
      'carl                                      0/16        7  refuses tasks: it needs mlp-lab 1.0.0, but',
      '                                                         the worker has 2.0.0',
    ]);
  });

  it.each([60, 80])('fits into a terminal of %s columns', (width) => {
    const shown = lines(queueTable(status, { width }));
    expect(Math.max(...shown.map(({ length }) => length))).toBeLessThanOrEqual(width);
    expect(shown.join('\n')).toMatch(/relu_l.*….*seed-12 +34\/100/);
    expect(shown.join(' ').replace(/\s+/g, ' ')).toContain(reason);
  });

  it('has no more lines than the terminal, and says how many it leaves out', () => {
    const shown = lines(queueTable(status, { width: 120, height: 6 }));
    expect(shown).toHaveLength(6);
    expect(shown.at(-1)).toBe('… and 3 more lines');
  });

  it('is whole in a terminal that does not know its size', () => {
    expect(queueTable(status, { width: 0, height: -1 })).toBe(queueTable(status));
  });

  it('says what to do where no machine serves the queue', () => {
    expect(queueTable({ ...status, machines: [] }, { width: 60 })).toContain(
      'Machines: none; start `mlp-lab worker` on one',
    );
  });
});
