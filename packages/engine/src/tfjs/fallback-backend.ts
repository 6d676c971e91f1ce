// The backend of TensorFlow.js that computes what can't be compiled, and what happens if it fails.
import { MlpLabError, missingWebAssembly } from '@mlp-lab/core/common';
import * as tf from '@tensorflow/tfjs-core';

const SLOW = 'cpu'; // plain JavaScript
const FAST = 'wasm'; // three times as fast; any other backend is one that the user has chosen

let users = 0;
let failed = false;

/** The backend that computes models that can't be compiled: the active one, or `wasm` in place of `cpu` if the program imports it. */
export function fallbackBackend(): string {
  const active = tf.getBackend() ?? '';
  return active === SLOW && !failed && tf.findBackendFactory(FAST) && !missingWebAssembly() ? FAST : active;
}

/**
 * Makes `fallbackBackend()` the active backend, unless `keep` is true. Returns a function that makes the earlier one active again, once
 * nothing else computes there.
 */
export async function enterFallbackBackend(keep: boolean): Promise<() => Promise<void>> {
  if (keep || (users === 0 && fallbackBackend() !== FAST)) return async () => {};
  users++;
  if (!(await tf.setBackend(FAST).catch(() => false))) await returnForGood();
  return async () => {
    if (--users === 0 && tf.getBackend() === FAST) await tf.setBackend(SLOW);
  };
}

/**
 * Computes through TensorFlow.js; once more on the slow backend where the fast one lacks an operation.
 *
 * @throws MlpLabError `bad-model` with the error of TensorFlow.js, or of a layer, loss or optimizer of the user's, as its cause.
 */
export async function throughTensorFlow<T>(work: string, compute: () => Promise<T>): Promise<T> {
  try {
    return await compute().catch(async (error: unknown) => {
      if (users === 0 || !/not registered for backend/.test(String((error as Error)?.message))) throw error;
      await returnForGood();
      return compute();
    });
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause;
    const reason = String((cause as Error)?.message ?? cause).split('\n')[0];
    throw new MlpLabError(
      'bad-model',
      `${work} through TensorFlow.js failed: ${reason}: check x, y and the model's own layers, loss, metrics and optimizer`,
      { cause },
    );
  }
}

async function returnForGood(): Promise<void> {
  failed = true;
  await tf.setBackend(SLOW);
}
