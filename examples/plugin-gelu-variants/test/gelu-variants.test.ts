// The contract that every plugin keeps, and how near the approximations come to GELU itself.
import { evaluateExpression } from '@mlp-lab/core';
import * as engine from '@mlp-lab/engine';
import { joinTensorFlow } from '@mlp-lab/models';
import { testPlugin } from '@mlp-lab/models/testing';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import plugin from 'mlp-lab-plugin-gelu-variants';
import { describe, expect, it } from 'vitest';

core.enableProdMode();
const tf = joinTensorFlow(core, layers);

testPlugin(plugin, { tf, engine, epochs: 3 }, { describe, it });

describe('the formulas', () => {
  const { erf, tanh, sigmoid } = plugin.activations!;
  const xs = Array.from({ length: 81 }, (_, i) => (i - 40) / 8);
  const furthest = (formula: typeof erf, from: (x: number) => number) =>
    Math.max(...xs.map((x) => Math.abs(evaluateExpression(formula, x) - from(x))));

  it('erf is the GELU of TensorFlow.js, to its float32', () => {
    const model = tf.sequential({ layers: [tf.layers.activation({ activation: 'gelu', inputShape: [1] })] });
    const values = (model.predict(tf.tensor2d(xs, [xs.length, 1])) as core.Tensor).dataSync();
    expect(furthest(erf, (x) => values[xs.indexOf(x)])).toBeLessThan(2e-6);
  });

  it('tanh is within 0.0005 of it, sigmoid within 0.021', () => {
    const exact = (x: number) => evaluateExpression(erf, x);
    expect(furthest(tanh, exact)).toBeLessThan(0.0005);
    expect(furthest(sigmoid, exact)).toBeLessThan(0.021);
    expect(furthest(sigmoid, exact)).toBeGreaterThan(0.01);
  });
});
