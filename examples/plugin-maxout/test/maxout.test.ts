// The contract that every plugin keeps, and what is this plugin's own.
import * as engine from '@mlp-lab/engine';
import { createRegistry, joinTensorFlow, notebook } from '@mlp-lab/models';
import { testPlugin } from '@mlp-lab/models/testing';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import plugin from 'mlp-lab-plugin-maxout';
import { describe, expect, it } from 'vitest';

core.enableProdMode();
const tf = joinTensorFlow(core, layers);

testPlugin(plugin, { tf, engine, options: { 'maxout/net': [{ pieces: 3 }] }, epochs: 5 }, { describe, it });

describe('a maxout layer', () => {
  const Maxout = plugin.layers!.Maxout(tf) as unknown as new (config: object) => layers.layers.Layer;

  it('gives the greatest of its pieces, worked out by hand', () => {
    const layer = new Maxout({ name: 'maxout', units: 2, pieces: 2, inputShape: [2] });
    const model = tf.sequential({ layers: [layer] });
    // unit 0: the greater of x + y and x - y; unit 1: the greater of 2x and 1
    const kernel = [1, 1, 2, 0, 1, -1, 0, 0];
    model.setWeights([tf.tensor2d(kernel, [2, 4]), tf.tensor1d([0, 0, 0, 1])]);
    const answers = model.predict(
      tf.tensor2d([
        [3, -4],
        [0.25, 1],
      ]),
    ) as core.Tensor;
    expect([...answers.dataSync()]).toEqual([7, 6, 1.25, 1]);
  });
});

describe('maxout/net', () => {
  const registry = createRegistry([notebook(), plugin]);
  const target = { tf, seed: 1, inputSize: 784, classes: 10 };

  it('has pieces times the weights of its hidden layers', () => {
    const count = (pieces: number) => {
      const model = registry.build('maxout/net', { ...target, options: { pieces } });
      const parameters = model.countParams();
      model.dispose();
      return parameters;
    };
    const hidden = 784 * 50 + 50 + 3 * (50 * 50 + 50);
    expect(count(2)).toBe(2 * hidden + 510);
    expect(count(4)).toBe(4 * hidden + 510);
  });

  it('refuses one piece', () => {
    expect(() => registry.get('maxout/net', { pieces: 1 })).toThrowError(/variant 'maxout\/net': option pieces/);
  });
});
