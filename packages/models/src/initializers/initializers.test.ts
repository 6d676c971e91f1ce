import { createRandom, trainingStreams } from '@mlp-lab/core';
import { createRegistry, type InitializerName, initializerNames, initializeWeights, notebook } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import golden from '../../../../fixtures/models/initializers.json' with { type: 'json' };
import { tf, weightsOf } from '../../test/tf';
import { drawWeight, type InitializerConfig } from './draw-weight';
import { initializers } from './initializer-names';

// Both sides are 400,000 draws. The deviation of a deviation is at most 1 / √(2 · 400,000) = 0.11 % of it, of a mean 0.16 % of
// the deviation; four times that, of two samples, is 0.63 % and 0.9 %. TensorFlow.js's own are 12 % off.
const DEVIATION_TOLERANCE = 0.0063;
const MEAN_TOLERANCE = 0.009;

describe('an initializer', () => {
  it.each(Object.entries(golden.initializers))(
    '%s has the mean, spread and extremes of the one in Keras',
    (name, tables) => {
      for (const keras of tables) {
        const ours = statistics(name as InitializerName, keras.shape, keras.draws);
        expect(Math.abs(ours.deviation / keras.deviation - 1)).toBeLessThan(DEVIATION_TOLERANCE);
        expect(Math.abs(ours.mean - keras.mean)).toBeLessThan(MEAN_TOLERANCE * keras.deviation);
        if (name === 'randomNormal') continue; // its extremes have no bound
        expect(Math.abs(ours.greatest / keras.greatest - 1)).toBeLessThan(0.001);
        expect(Math.abs(ours.least / keras.least - 1)).toBeLessThan(0.001);
      }
    },
  );

  it.each([
    [[6, 4], 'columns'],
    [[4, 6], 'rows'],
  ])('orthogonal gives a %s matrix %s at right angles, of length 1', (shape, kind) => {
    const [height, width] = shape as [number, number];
    const values = drawWeight(configOf('orthogonal'), createRandom(5), [height, width])!;
    const at = (line: number, i: number) => (kind === 'columns' ? values[i * width + line] : values[line * width + i]);
    for (let a = 0; a < 4; a++)
      for (let b = 0; b < 4; b++) {
        const product = [0, 1, 2, 3, 4, 5].reduce((sum, i) => sum + at(a, i) * at(b, i), 0);
        expect(product).toBeCloseTo(a === b ? 1 : 0, 6); // float32
      }
  });

  it('of zeros, ones, a constant or the identity gives just that', () => {
    const draw = (className: string, config = {}) => [...drawWeight({ className, config }, createRandom(0), [2, 2])!];
    expect(draw('Zeros')).toEqual([0, 0, 0, 0]);
    expect(draw('Ones')).toEqual([1, 1, 1, 1]);
    expect(draw('Constant', { value: 0.25 })).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(draw('Identity', { gain: 2 })).toEqual([2, 0, 0, 2]);
    expect(drawWeight({ className: 'Somebody', config: {} }, createRandom(0), [2])).toBeUndefined();
  });
});

describe('initial weights', () => {
  const registry = createRegistry([notebook()]);
  const initial = (name: string, seed: number, kernelInitializer?: InitializerName) => {
    const model = registry.build(name, { tf, seed, inputSize: 784, classes: 10, recipe: { kernelInitializer } });
    const weights = new Map(model.weights.map((weight) => [weight.originalName, [...weight.read().dataSync()]]));
    model.dispose();
    return weights;
  };

  it('are the same to the bit for the same seed and others for another, seed 0 included', () => {
    expect(initial('baseline', 0)).toEqual(initial('baseline', 0));
    const kernels = [0, 1, 2 ** 32].map((seed) => initial('baseline', seed).get('dense_1/kernel')![0]);
    expect(new Set(kernels).size).toBe(3);
  });

  it('agree between networks with and without dropout and batch normalization', () => {
    const baseline = initial('baseline', 3);
    const others = [initial('dropout', 3), initial('batch-norm', 3)];
    for (const [name, values] of baseline) for (const other of others) expect(other.get(name)).toEqual(values);
  });

  it('differ from layer to layer', () => {
    const weights = initial('baseline', 3);
    expect(weights.get('dense_2/kernel')).not.toEqual(weights.get('dense_3/kernel'));
  });

  it('are zero biases, and ones and zeros for batch normalization', () => {
    const weights = initial('batch-norm', 1);
    const all = (name: string) => [...new Set(weights.get(name))];
    expect(all('dense_1/bias')).toEqual([0]);
    expect(all('batch_normalization_1/gamma')).toEqual([1]);
    expect(all('batch_normalization_1/beta')).toEqual([0]);
    expect(all('batch_normalization_1/moving_mean')).toEqual([0]);
    expect(all('batch_normalization_1/moving_variance')).toEqual([1]);
  });

  it.each(initializerNames)('can be %s', (name) => {
    expect(initial('relu', 1, name).get('dense_1/kernel')!.every(Number.isFinite)).toBe(true);
  });

  it('are drawn again over trained ones by initializeWeights', () => {
    const model = registry.build('adam', { tf, seed: 9, inputSize: 4, classes: 3 });
    const before = weightsOf(model);
    tf.tidy(() => model.setWeights(model.getWeights().map((weight) => tf.onesLike(weight))));
    initializeWeights(tf, model, trainingStreams(9));
    expect(weightsOf(model)).toEqual(before);
    model.dispose();
  });
});

/** As TensorFlow.js serializes it. */
function configOf(name: InitializerName): InitializerConfig {
  const layer = tf.layers.dense({
    units: 1,
    kernelInitializer: initializers[name as keyof typeof initializers].identifier,
  });
  return layer.getConfig().kernelInitializer as unknown as InitializerConfig;
}

function statistics(name: InitializerName, shape: number[], draws: number) {
  const config = configOf(name);
  const random = createRandom(1);
  let [count, sum, squares, least, greatest] = [0, 0, 0, Infinity, -Infinity];
  for (let draw = 0; draw < draws; draw++)
    for (const value of drawWeight(config, random.stream(draw), shape)!) {
      count += 1;
      sum += value;
      squares += value * value;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(squares / count - mean * mean), least, greatest };
}
