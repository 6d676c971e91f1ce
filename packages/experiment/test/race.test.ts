import { type Report, race } from '@mlp-lab/experiment';
import { describe, expect, it } from 'vitest';

/** A report of rows whose runs, 4 epochs in 8 s, have these validation accuracies. */
const reportOf = (curves: Record<string, number[][]>): Report => ({
  schema: 'mlp-lab/report@1',
  dataset: { name: 'none', train: 100, test: 10 },
  protocol: 'as-published',
  rows: Object.entries(curves).map(([variant, all]) => ({
    variant,
    title: variant.toUpperCase(),
    changes: [],
    differs: [],
    published: null,
    testAccuracy: { mean: 0, sd: 0, n: all.length },
    testLoss: { mean: 0, sd: 0, n: all.length },
    runs: all.map((val_acc, seed) => ({
      seed,
      epochs: 4,
      batchSize: 32,
      trainedOn: 70,
      backend: 'engine',
      seconds: 8,
      testLoss: 0,
      testAccuracy: 0,
      history: { loss: [], acc: [0.99, 0.99, 0.99, 0.99], val_loss: [], val_acc },
    })),
  })),
});

describe('race', () => {
  it('reports epochs, steps and seconds up to each accuracy', () => {
    const [result] = race(reportOf({ adam: [[0.7, 0.85, 0.88, 0.96]] }));
    // 70 images in batches of 32 are 3 steps an epoch; 8 s over 4 epochs are 2 s an epoch.
    expect(result).toEqual({
      variant: 'adam',
      title: 'ADAM',
      reached: [
        { epochs: 2, steps: 6, seconds: 4 },
        { epochs: 4, steps: 12, seconds: 8 },
        { epochs: 4, steps: 12, seconds: 8 },
      ],
      best: 0.96,
    });
  });

  it('ranks by the hardest accuracy, then the easier ones, then the best', () => {
    const curves = {
      never: [[0.1, 0.2, 0.3, 0.4]],
      lateButThere: [[0.1, 0.1, 0.1, 0.95]],
      earlyEasy: [[0.8, 0.8, 0.9, 0.94]],
      earlyHard: [[0.1, 0.1, 0.95, 0.9]],
      better: [[0.1, 0.2, 0.3, 0.5]],
    };
    const ranking = race(reportOf(curves)).map(({ variant }) => variant);
    expect(ranking).toEqual(['earlyHard', 'lateButThere', 'earlyEasy', 'better', 'never']);
  });

  it('takes the mean over the seeds', () => {
    const [{ reached }] = race(
      reportOf({
        sgd: [
          [0.7, 0.9, 0.9, 0.9],
          [0.7, 0.6, 0.9, 0.9],
        ],
      }),
      [0.8],
    );
    expect(reached).toEqual([{ epochs: 3, steps: 9, seconds: 6 }]);
  });

  it('says null for what was never reached', () => {
    expect(race(reportOf({ sgd: [[0.1, 0.1, 0.1, 0.1]] }), [0.8])[0].reached).toEqual([null]);
  });

  it.each([[[]], [[0]], [[1.1]], [[Number.NaN]]])('refuses the thresholds %j', (thresholds) => {
    expect(() => race(reportOf({}), thresholds)).toThrow(/thresholds: expected accuracies/);
  });
});
