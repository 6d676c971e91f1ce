// A network's training by the engine: on this thread, or on one of its own.
import { MlpLabError, type TensorData } from '@mlp-lab/core';
import { type FitResult, fit, fitAll } from '@mlp-lab/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { FitOptions } from '../estimator';
import type { LayersClassifierParameters } from './parameters';

export interface LayersFitOptions extends FitOptions {
  /** Ends training with an MlpLabError `aborted`. */
  signal?: AbortSignal;
}

type Training = Omit<LayersClassifierParameters, 'build' | 'scale'> & LayersFitOptions;

/** @throws MlpLabError as the engine's `fit`; `invalid-argument` for callbacks, which are code, on another thread. */
export async function trainNetwork(
  model: LayersModel,
  x: TensorData,
  y: TensorData,
  { thread, callbacks, yieldEvery, sampleWeight, signal, ...training }: Training,
): Promise<FitResult> {
  const args = { ...training, sampleWeight: sampleWeight ?? undefined };
  if (!thread) return fit(model, x, y, { ...args, callbacks: callbacks?.(), yieldEvery, signal });
  if (callbacks)
    throw new MlpLabError(
      'invalid-argument',
      'callbacks run on this thread alone: expected none with thread, or thread false',
    );
  const [result] = await fitAll([{ name: 'LayersClassifier', model, x, y, args }], { threads: 1, signal });
  return result;
}
