// The contract that every plugin keeps, and both optimizers against their rules, compiled and by TensorFlow.js.
import * as engine from '@mlp-lab/engine';
import { type CodedOptimizer, createOptimizer, joinTensorFlow } from '@mlp-lab/models';
import { testPlugin } from '@mlp-lab/models/testing';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import plugin from 'mlp-lab-plugin-sign';
import { beforeAll, describe, expect, it } from 'vitest';

core.enableProdMode();
beforeAll(() => core.setBackend('cpu'));
const tf = joinTensorFlow(core, layers);

testPlugin(plugin, { tf, engine }, { describe, it });

interface State {
  w: number;
  m: number;
}
const average = (m: number, g: number, beta: number) => beta * m + (1 - beta) * g;

const cases: [string, Record<string, number>, (state: State, g: number) => State][] = [
  [
    'sign/signum',
    { learningRate: 0.1, beta: 0.75 },
    ({ w, m }, g) => {
      const after = average(m, g, 0.75);
      return { w: w - 0.1 * Math.sign(after), m: after };
    },
  ],
  [
    'sign/lion',
    { learningRate: 0.1, beta1: 0.5, beta2: 0.75, weightDecay: 0.25 },
    ({ w, m }, g) => ({ w: w - 0.1 * (Math.sign(average(m, g, 0.5)) + 0.25 * w), m: average(m, g, 0.75) }),
  ],
];

describe('an optimizer that is coded with TensorFlow.js', () => {
  it('trains without the engine, which says why', async () => {
    const coded: CodedOptimizer = {
      title: 'Signum in code',
      defaults: { learningRate: 0.1 },
      slots: [],
      update: (tf, { value, gradient }, { learningRate }) => ({
        value: tf.sub(value, tf.mul(tf.sign(gradient), learningRate)),
        slots: [],
      }),
    };
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [1] })] });
    model.setWeights([tf.tensor2d([[0.5]])]);
    const optimizer = createOptimizer(tf, { name: 'my/coded', learningRate: 0.1 }, { 'my/coded': coded });
    model.compile({ optimizer, loss: 'meanSquaredError' });
    const { compiled, reasons } = engine.explain(model);
    expect(compiled).toBe(false);
    expect(reasons).toEqual(['the optimizer my>coded is of a class that the engine does not know']);
    await engine.fit(model, tf.ones([4, 1]), tf.zeros([4, 1]), { batchSize: 1, seed: 1 });
    expect(model.getWeights()[0].dataSync()[0]).toBeCloseTo(0.1, 6);
  });
});

describe.each(cases)('%s', (name, hyperparameters, step) => {
  const { signum, lion } = plugin.optimizers!;
  const definitions = { 'sign/signum': signum, 'sign/lion': lion };

  it.each([true, false])('takes the steps of its rule (compiled: %s)', async (compile) => {
    // one weight: the gradient of (w x - y)² / rows at x = 1 is 2 (w - y)
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [1] })] });
    model.setWeights([tf.tensor2d([[0.5]])]);
    const optimizer = createOptimizer(tf, { name, ...hyperparameters } as never, definitions);
    model.compile({ optimizer, loss: 'meanSquaredError' });
    expect(engine.explain(model)).toMatchObject({ compiled: true, reasons: [] });

    const targets = [2, -1, 0.3, 0.9, -2, 0.1];
    const x = tf.ones([targets.length, 1]);
    await engine.fit(model, x, tf.tensor2d(targets, [targets.length, 1]), {
      batchSize: 1,
      shuffle: false,
      seed: 1,
      compile,
    });

    let state = { w: 0.5, m: 0 };
    for (const target of targets) state = step(state, 2 * (state.w - target));
    const [, momentum] = await optimizer.getWeights();
    // six steps of float32
    expect(model.getWeights()[0].dataSync()[0]).toBeCloseTo(state.w, 6);
    expect(momentum.tensor.dataSync()[0]).toBeCloseTo(state.m, 6);
  });
});
