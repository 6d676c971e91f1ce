import { activationNames } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/models/activations.json' with { type: 'json' };
import { tf } from './tf';

// float32, a few operations each.
const ROUNDING = 4 * 2 ** -23;

describe('an activation', () => {
  it.each(activationNames)("%s is Keras's function of that name", (name) => {
    const layer = tf.layers.activation({ activation: name });
    const y = tf.tidy(() => [...(layer.apply(tf.tensor2d([golden.x])) as ReturnType<typeof tf.scalar>).dataSync()]);
    for (const [i, expected] of golden.y[name].entries())
      expect(Math.abs(y[i] - expected)).toBeLessThanOrEqual(ROUNDING * Math.max(1, Math.abs(expected)));
  });
});
