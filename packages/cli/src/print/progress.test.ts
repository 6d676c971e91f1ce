import { expect, it } from 'vitest';
import { type Job, liveLines } from './progress';

const job = (id: string, val_acc?: number): Job => ({
  task: { id, recipe: { validationSplit: 0.3 } } as Job['task'],
  progress: { epoch: 7, epochs: 20, isEpochEnd: false, fraction: 0.35, loss: 2.3012, acc: 0.1123, val_acc },
  since: { time: performance.now() - 5000, fraction: 0 },
});

it.each([40, 60, 80, 120])('keeps a line for each network in a terminal of %i columns', (width) => {
  for (const val of [undefined, 0.2]) {
    const lines = liveLines([job('baseline.seed-1', val), job('relu.seed-1', val)], width);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line.length).toBeLessThan(width);
      expect(line).toContain('epoch  7/20');
    }
  }
});

it('leaves the loss out before the accuracy', () => {
  const [line] = liveLines([job('baseline.seed-1', 0.2)], 72);
  expect(line).toContain('acc 0.1123  val 0.2000');
  expect(line).not.toContain('loss');
});
