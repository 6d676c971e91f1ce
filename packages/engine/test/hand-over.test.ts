// The optimizers of @mlp-lab/models, and TensorFlow.js's Adam, keep state in the model. What a compiled fit leaves there, TensorFlow.js must be able to
// go on from, and the other way round. This package can't import the former: here is one with the same class name and contract.
import '@tensorflow/tfjs-backend-cpu';
import { kerasOptimizers, optimizerRule } from '@mlp-lab/core';
import { explain, fit } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from './small-models';

type Named = { name: string; tensor: tf.Tensor };

/** m ← µ m - rate · g, w ← w + m. */
class Momentum extends tf.Optimizer {
  static className = 'mlp-lab>momentum';
  private slots: tf.Variable[] = [];
  learningRate = 0.05;

  applyGradients(gradients: tf.NamedTensorMap | Named[]): void {
    for (const [i, { name, tensor: gradient }] of (gradients as Named[]).entries()) {
      const variable = tf.engine().registeredVariables[name];
      this.slots[i] ??= tf.tidy(() => tf.variable(tf.zeros(variable.shape)));
      tf.tidy(() => {
        this.slots[i].assign(tf.sub(tf.mul(this.slots[i], 0.9), tf.mul(gradient, this.learningRate)));
        variable.assign(tf.add(variable, this.slots[i]));
      });
    }
    this.incrementIterations();
  }

  override async getWeights(): Promise<Named[]> {
    return [await this.saveIterations(), ...this.slots.map((tensor, i) => ({ name: `${i}/momentum`, tensor }))];
  }

  override async setWeights(weights: Named[]): Promise<void> {
    const saved = await this.extractIterations(weights);
    this.dispose();
    this.slots = saved.map(({ tensor }) => tf.variable(tensor));
  }

  override dispose(): void {
    tf.dispose(this.slots);
    this.slots = [];
  }

  getConfig() {
    return { learningRate: this.learningRate, momentum: 0.9 };
  }

  get rule() {
    return optimizerRule(kerasOptimizers.momentum);
  }
}

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

function build(optimizer: () => tf.Optimizer): LayersModel {
  const kernelInitializer = initializers.glorotUniform({ seed: 3 });
  const model = sequential({
    layers: [
      layers.dense({ units: 5, useBias: false, inputShape: [4], kernelInitializer }),
      layers.batchNormalization(),
      layers.dropout({ rate: 0.2 }),
      layers.dense({ units: 3, activation: 'softmax', kernelInitializer }),
    ],
  });
  model.compile({ optimizer: optimizer(), loss: 'categoricalCrossentropy' });
  return model;
}

const { x, y } = blobs(60);

function dispose(model: LayersModel): void {
  model.optimizer.dispose();
  (model.optimizer as unknown as { c?: tf.Tensor }).c?.dispose(); // TensorFlow.js's Momentum does not dispose of its rate
  model.dispose();
}

/** Three epochs, each compiled or not. */
async function train(optimizer: () => tf.Optimizer, plan: boolean[], between: (model: LayersModel) => void = () => {}) {
  const model = build(optimizer);
  for (const [epoch, compile] of plan.entries()) {
    await fit(model, x, y, { initialEpoch: epoch, epochs: epoch + 1, batchSize: 8, compile });
    between(model);
  }
  const weights = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  const { iterations } = model.optimizer;
  const left = tf.memory().numTensors;
  dispose(model);
  return { weights, iterations, left };
}

describe.each<[string, () => tf.Optimizer]>([
  ['of @mlp-lab/models', () => new Momentum()],
  ['tf.train.sgd', () => tf.train.sgd(0.05)],
  ['tf.train.momentum', () => tf.train.momentum(0.05, 0.9)],
  ["tf.train.momentum with Nesterov's look-ahead", () => tf.train.momentum(0.05, 0.9, true)],
  ['tf.train.rmsprop', () => tf.train.rmsprop(0.01)],
  ['tf.train.rmsprop with momentum', () => tf.train.rmsprop(0.01, 0.9, 0.5)],
  ['tf.train.adagrad', () => tf.train.adagrad(0.05)],
  ['tf.train.adadelta', () => tf.train.adadelta(0.05)],
  ['tf.train.adam', () => tf.train.adam(0.05)],
  ['tf.train.adamax', () => tf.train.adamax(0.05)],
  ['tf.train.adamax whose learning rate decays', () => tf.train.adamax(0.05, 0.9, 0.999, 1e-7, 0.1)],
])('weights and optimizer state, %s', (_, optimizer) => {
  it('pass from one trainer to the other and back at every epoch', async () => {
    const all = await train(optimizer, [true, true, true]);
    const model = build(optimizer);
    expect(explain(model).compiled).toBe(true);
    dispose(model);
    for (const plan of [
      [false, false, false],
      [true, false, true],
      [false, true, false],
    ]) {
      const { weights, iterations } = await train(optimizer, plan);
      expect(iterations).toBe(24);
      // float32 sums in another order
      for (const [i, weight] of weights.entries()) expect(weight).toBeCloseTo(all.weights[i], 5);
    }
  });

  it('resume compiled training to the same bits as without a break', async () => {
    const parts = await train(optimizer, [true, true, true]);
    const model = build(optimizer);
    await fit(model, x, y, { epochs: 3, batchSize: 8 });
    expect(model.getWeights().flatMap((weight) => [...weight.dataSync()])).toEqual(parts.weights);
    dispose(model);
  });

  it('hold the same number of tensors either way', async () => {
    const before = tf.memory().numTensors;
    expect((await train(optimizer, [true, true, true])).left).toBe(
      (await train(optimizer, [false, false, false])).left,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('follow a learning rate that changes during training', async () => {
    const slower = (model: LayersModel) => {
      (model.optimizer as unknown as { learningRate: number }).learningRate /= 2;
    };
    const compiled = await train(optimizer, [true, true, true], slower);
    const through = await train(optimizer, [false, false, false], slower);
    for (const [i, weight] of compiled.weights.entries()) expect(weight).toBeCloseTo(through.weights[i], 5);
    expect(compiled.weights).not.toEqual((await train(optimizer, [true, true, true])).weights);
  });
});

it('a centered RMSProp leaves a weight alone whose gradient is 0, where TensorFlow.js gives NaN', async () => {
  const model = build(() => tf.train.rmsprop(0.01, 0.9, 0, 1e-7, true));
  const blank = { data: new Float32Array(60 * 4), shape: [60, 4] };
  expect(explain(model).compiled).toBe(true);
  const [before] = model.getWeights().map((weight) => weight.dataSync());
  const { history } = await fit(model, blank, y, { epochs: 2, batchSize: 8 });
  expect(history.loss.every(Number.isFinite)).toBe(true);
  expect(model.getWeights()[0].dataSync()).toEqual(before); // no input, no gradient
  dispose(model);
});
