// .keras and .h5 of every form that perceptrons have in Keras 3 and 2 (fixtures/exchange/write_keras.py) are read as models that predict
// what Keras does.
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { predict } from '@mlp-lab/engine';
import { readModel } from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import golden from '../../../fixtures/exchange/keras.json';

const tf = joinTensorFlow(core, layers);
const fileOf = (name: string) => new URL(`../../../fixtures/exchange/keras/${name}`, import.meta.url);

/** Keras itself computes with numbers of 11 and 8 bits under these policies; mlp-lab with float32. */
const TOLERANCES: readonly (readonly [RegExp, number])[] = [
  [/mixed_bfloat16/, 2e-2],
  [/float16/, 3e-3],
];
const toleranceOf = (name: string) => TOLERANCES.find(([pattern]) => pattern.test(name))?.[1] ?? 1e-6;

beforeAll(() => tf.setBackend('cpu'));

describe('files of Keras', () => {
  it.each(Object.entries(golden.predictions))('%s predicts the same', async (name, expected) => {
    const model = await readModel(fileOf(name), { tf });
    const shape = [golden.x.length, ...(model.inputs[0].shape.slice(1) as number[])];
    const { data } = await predict(model, { data: Float32Array.from(golden.x.flat()), shape });
    const numbers = expected.flat();
    expect(data.length).toBe(numbers.length);
    expect(Math.max(...numbers.map((value, i) => Math.abs(value - data[i])))).toBeLessThan(toleranceOf(name));
    model.dispose();
  });

  it.each([
    ['convolution', /layer conv2d \(Conv2D\) can't be read: mlp-lab has no layer Conv2D/],
    ['shared', /layer shared is used 2 times: expected once/],
    ['two-inputs', /expected one/],
    ['bfloat16', /layers\/dense\/vars\/0: its numbers are bfloat16, .* save the weights as float32/],
    ['glu', /has the activation glu, which mlp-lab doesn't have/],
  ])('refused-%s.keras is refused with the layer and the reason', async (name, reason) => {
    await expect(readModel(fileOf(`refused-${name}.keras`), { tf })).rejects.toThrow(reason);
  });
});
