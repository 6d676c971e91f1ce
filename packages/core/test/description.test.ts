// The engine's explain.test.ts and described.test.ts have what a wrong description is told.
import { checkDescription, type LayerPrimitive } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

const normalization: LayerPrimitive = {
  kind: 'batchNormalization',
  epsilon: 0.001,
  momentum: 0.9,
  gamma: 'scale',
  movingMean: 'mean',
  movingVariance: 'variance',
};
const weights = { kernel: [4, 6], scale: [6], mean: [6], variance: [6] };

describe('checkDescription', () => {
  it('gives back a description that fits its layer', () => {
    const given: LayerPrimitive[] = [
      { kind: 'dense', kernel: 'kernel' },
      normalization,
      { kind: 'add', output: 0 },
      { kind: 'elementwise', expression: 'x' },
      { kind: 'maxout', pieces: 2 },
    ];
    expect(checkDescription(given, { width: 4, outputWidth: 3, weights })).toBe(given);
    expect(checkDescription([], { width: 4, outputWidth: 4, weights: {} })).toEqual([]);
    expect(checkDescription([{ kind: 'add' }], { width: 4, outputWidth: 4, weights: {} })).toHaveLength(1);
  });

  it('says what a normalization lacks', () => {
    const check = (change: object) => () =>
      checkDescription(
        [
          { kind: 'dense', kernel: 'kernel' },
          { ...normalization, ...change },
        ],
        {
          width: 4,
          outputWidth: 6,
          weights,
        },
      );
    expect(check({})).not.toThrow();
    expect(check({ momentum: undefined })).toThrow('expected a number as momentum: received undefined');
    expect(check({ epsilon: '1' })).toThrow('expected a number as epsilon: received 1');
    expect(check({ movingMean: undefined })).toThrow(
      'expected as movingMean the name of a weight (kernel, scale, mean, variance): received undefined',
    );
    expect(check({ gamma: 'mean' })).toThrow('the weight mean is used twice');
    expect(check({ gamma: undefined })).toThrow('no primitive uses the weight scale');
  });

  it('knows no weight by a name that every object has', () => {
    const given = [{ kind: 'dense', kernel: 'constructor' }];
    expect(() => checkDescription(given, { width: 4, outputWidth: 4, weights: {} })).toThrow(
      'expected as kernel the name of a weight (the layer has none): received constructor',
    );
  });
});
