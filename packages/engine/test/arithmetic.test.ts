// The option `arithmetic` of fit and fitAll.
import '@tensorflow/tfjs-backend-cpu';
import { explain, fit, fitAll } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { blobs, smallModel } from './small-models';

beforeAll(() => tf.setBackend('cpu'));
const models: LayersModel[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});
const build = (options = {}) => {
  const model = smallModel(options);
  models.push(model);
  return model;
};
const weightsOf = (model: LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

const { x, y } = blobs(60);
const args = { epochs: 6, batchSize: 8, validationSplit: 0.25 };
const fused = { ...args, arithmetic: 'fused' } as const;

it('is separate by default, which the result says', async () => {
  const [model, other] = [build(), build()];
  const result = await fit(model, x, y, args);
  expect(result.arithmetic).toBe('separate');
  expect(await fit(other, x, y, { ...args, arithmetic: 'separate' })).toEqual(result);
  expect(weightsOf(other)).toEqual(weightsOf(model));
});

it('gives other bits when fused, close to those of separate, the same on threads and with callbacks', async () => {
  const [model, separate, onThread, linked] = [build(), build(), build(), build()];
  const result = await fit(model, x, y, fused);
  expect(result.arithmetic).toBe('fused');
  await fit(separate, x, y, args);
  const [ours, theirs] = [weightsOf(model).flat(), weightsOf(separate).flat()];
  expect(ours).not.toEqual(theirs);
  for (const [i, weight] of ours.entries()) expect(weight).toBeCloseTo(theirs[i], 4);
  expect(await fitAll([{ name: 'a', model: onThread, x, y, args: fused }])).toEqual([result]);
  expect(weightsOf(onThread).flat()).toEqual(ours);
  expect(await fit(linked, x, y, { ...fused, callbacks: {} })).toEqual(result);
  expect(weightsOf(linked).flat()).toEqual(ours);
});

it('can be fused only where the engine trains, of which explain tells', async () => {
  const custom = () => build({ loss: 'hinge' });
  expect(explain(build()).arithmetic).toEqual(['separate', 'fused']);
  expect(explain(custom()).arithmetic).toEqual(['separate']);
  const refused = (reason: string) => ({
    code: 'unavailable',
    message: `arithmetic 'fused' is not available through TensorFlow.js, which trains this model: ${reason}`,
  });
  await expect(fit(custom(), x, y, fused)).rejects.toMatchObject(refused('the loss hinge is unknown to the engine'));
  await expect(fit(build(), x, y, { ...fused, compile: false })).rejects.toMatchObject(refused('compile is false'));
  expect((await fit(custom(), x, y, args)).arithmetic).toBeUndefined();
});

it('is refused where it is neither', async () => {
  await expect(fit(build(), x, y, { arithmetic: 'exact' as never })).rejects.toMatchObject({
    code: 'invalid-argument',
    message: "arithmetic: expected 'separate' or 'fused', received 'exact'",
  });
});
