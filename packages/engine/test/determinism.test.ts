// `fit` gives the same history to the last bit, however it is interrupted. The part on threads is in fit-all.test.ts.
import '@tensorflow/tfjs-backend-cpu';
import { type FitArgs, fit } from '@mlp-lab/engine';
import { describe, expect, it } from 'vitest';
import { blobs, smallModel } from './small-models';

describe.each([true, false])('fit, compiled: %s', (compile) => {
  const { x, y } = blobs(97);
  // losses of such different magnitudes that their sum in doubles is rounded, and so depends on the order of the terms
  const sampleWeight = Float32Array.from({ length: 97 }, (_, i) => 10 ** (((i * 5) % 17) - 8));
  const history = async (args: FitArgs) => {
    const model = smallModel({ learningRate: 1e-11 });
    const fitted = await fit(model, x, y, { epochs: 3, batchSize: 4, seed: 1, sampleWeight, compile, ...args });
    model.dispose();
    return fitted.history;
  };

  it('gives the same history to the last bit, however often it pauses', async () => {
    const whole = await history({ yieldEvery: 'never' });
    for (const yieldEvery of ['batch', 'epoch', 'auto', 1] as const)
      expect(await history({ yieldEvery })).toEqual(whole);
  });

  it('gives the same history whether or not a callback listens to batches', async () => {
    expect(await history({ callbacks: { onBatchEnd: () => {} } })).toEqual(await history({}));
  });
});
