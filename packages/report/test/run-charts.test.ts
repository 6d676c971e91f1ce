import { type ChartName, chartNames, missingCharts, runCharts } from '@mlp-lab/report';
import { openRun } from '@mlp-lab/report/node';
import { renderText } from '@mlp-lab/viz';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeptRun, keptRun, registry } from './kept-run';

let kept: KeptRun;
beforeAll(async () => {
  kept = await keptRun();
});
afterAll(() => kept.remove());

describe('the charts of a run', () => {
  it.each<[ChartName, RegExp]>([
    ['accuracy', /^Test accuracy\n(.*\n)*.*SGD in the optimizer race /],
    ['curves', /^Learning curves\n(.*\n)*.*opt\/adam 0\.\d+/],
    [
      'confusion',
      /^Confusion matrix: opt\/adam, seed 1\nrows: true class, columns: predicted class; accuracy 0\.\d{4}$/m,
    ],
    ['mistakes', /^Mistakes: opt\/adam, seed 1, the 40 most confident of \d+\ntrue label → prediction/],
    [
      'votes',
      /^Votes: ensemble, seed 1, the first 30 test images where members disagree\n(.*\n)*true label .*\n +member 1 /,
    ],
    ['ensemble-size', /^Accuracy by ensemble size: ensemble, seed 1\n(.*\n)*.*soft vote 0\.\d{4}/],
    ['race', /^Race of the optimizers\n(.*\n)*.*opt\/adam (.*\n)*.*opt\/sgd /],
    ['gradient-norms', /^Gradient norms by layer: opt\/adam, seed 1\n(.*\n)*.*dense_1 \d(.*\n)*.*1 +2$/],
    [
      'first-layer-weights',
      /^Weights of the first layer: opt\/adam, seed 1, the first 27 of 50 units\n(.*\n)*.*unit 1 (.*\n)*.*unit 27$/,
    ],
    ['network', /^The network: opt\/adam\n47,410 parameters\n(.*\n)*Input .* 784\nDense .* 50 +39,250\n/],
  ])('%s shows the best row, its first seed', async (name, expected) => {
    const run = await openRun(kept.dir, { registry });
    expect(renderText(await runCharts[name].draw(run), { width: 100 })).toMatch(expected);
  });

  it('show the row and the seed that are chosen', async () => {
    const run = await openRun(kept.dir, { registry, variant: 'relu', seed: 2 });
    const { title, desc, marks } = await runCharts.confusion.draw(run);
    expect(title).toBe('Confusion matrix: relu, seed 2');
    expect(JSON.stringify({ desc, marks })).toContain(kept.report.rows[0].runs[1].testAccuracy.toFixed(4));
  });

  it('are as wide as they are asked to be', async () => {
    const run = await openRun(kept.dir, { registry });
    for (const name of chartNames) {
      const { width } = await runCharts[name].draw(run, { width: 480 });
      expect([name, width <= 480]).toEqual([name, true]);
    }
  });

  it("draw the first layer's weights from the saved network, to the last bit", async () => {
    const run = await openRun(kept.dir, { registry });
    const drawn = await runCharts['first-layer-weights'].draw(run);
    const kernel = await run.useModels(async ([{ model }]) => {
      const first = model.layers.find((layer) => layer.weights.length > 0)!; // after the InputLayer
      return first.getWeights()[0].data();
    });
    const { marks } = await runCharts['first-layer-weights'].draw({
      ...run,
      model: async () => ({
        weightSpecs: [{ name: 'kernel', shape: [784, 50], dtype: 'float32' }],
        weightData: [Float32Array.from(kernel).buffer],
        userDefinedMetadata: { mlpLab: { height: 28, width: 28 } },
      }),
    });
    expect(drawn.marks).toEqual(marks);
  });

  it('that need more than a report are missing from a report alone, each with its reason', async () => {
    expect(await missingCharts(await openRun(kept.dir, { registry }))).toEqual(new Map());
    expect([...(await missingCharts({ report: kept.report }))]).toEqual([
      ['confusion', 'the predictions of opt/adam, seed 1, were not saved'],
      ['mistakes', 'the predictions of opt/adam, seed 1, were not saved'],
      ['gradient-norms', 'the layers of opt/adam were not measured: train with --inspect to measure them'],
      ['first-layer-weights', 'the networks of opt/adam, seed 1, were not saved'],
      ['network', 'a report without its folder does not include the layers'],
    ]);
  });

  it('refuse answers that are not those of the report', async () => {
    const run = await openRun(kept.dir, { registry, variant: 'opt/adam' });
    const network = run.networks!.get('opt.adam.seed-1')!;
    network.result.probabilities.fill(0, 0, network.result.probabilities.length / 2);
    await expect(runCharts.confusion.draw(run)).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringMatching(
        /^the answers of opt\/adam, seed 1: expected a test accuracy of .*, as in the report, received /,
      ),
    });
  });
});
