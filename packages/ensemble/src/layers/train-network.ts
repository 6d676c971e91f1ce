// Trains a network with the engine, on this thread or another one.
import { checkNumbers, checkOptions, checkSignal, MlpLabError, type TensorData } from '@mlp-lab/core';
import { type FitResult, fit, fitAll } from '@mlp-lab/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { FitOptions } from '../estimator';
import type { LayersClassifierParameters } from './layers-parameters';

/** @throws MlpLabError `invalid-argument` for an unknown option or one with an invalid value. */
export const readLayersFitOptions = (options: FitOptions | null | undefined): FitOptions =>
  checkOptions('LayersClassifier.fit', options, { sampleWeight: checkNumbers, signal: checkSignal });

type Training = Omit<LayersClassifierParameters, 'build' | 'scale'> & FitOptions;

/** @throws MlpLabError like the engine's `fit`; `invalid-argument` for callbacks, which can't run on another thread. */
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
      'callbacks can only run on this thread: expected no callbacks, or thread: false',
    );
  const [result] = await fitAll([{ name: 'LayersClassifier', model, x, y, args }], { jobs: 1, threads: 1, signal });
  return result;
}
