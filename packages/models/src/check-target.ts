// Checks the target of a network before any tensor is created.
import { createRandom, describeJson, MlpLabError } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { BuildTarget } from './variant';

/** @throws MlpLabError `invalid-argument` with the field, what was expected and what was received. */
export function checkTarget({ tf, seed, inputSize, classes }: BuildTarget): void {
  checkTensorFlow(tf);
  createRandom(seed);
  for (const [name, value] of Object.entries({ inputSize, classes }))
    if (!Number.isInteger(value) || value < 1)
      fail(`${name} must be a positive integer: received ${describeJson(value)}`);
}

/** @throws MlpLabError `invalid-argument` */
export function checkTensorFlow(tf: TensorFlow): void {
  if (typeof tf?.sequential !== 'function' || typeof tf?.Optimizer !== 'function')
    fail(
      `tf must be TensorFlow.js with its layers: import * as tf from '@tensorflow/tfjs', or joinTensorFlow(core, layers)`,
    );
}

function fail(message: string): never {
  throw new MlpLabError('invalid-argument', message);
}
