// Why training ended before its time.
import { MlpLabError } from '@mlp-lab/core/common';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkAlive } from '../tfjs/model-contract';

/** Where the loss became NaN or infinite: the epoch from 0, the step from 1. */
export interface DivergedAt {
  epoch: number;
  epochs: number;
  step: number;
  steps: number;
}

export const diverged = ({ epoch, epochs, step, steps }: DivergedAt): MlpLabError =>
  new MlpLabError(
    'diverged',
    `the loss became NaN or infinite in epoch ${epoch + 1} of ${epochs}, step ${step} of ${steps}: try a smaller learning rate, or inputs scaled to 0..1; the model keeps the weights from before this epoch`,
  );

export const aborted = ({ epoch, step, signal }: { epoch: number; step: number; signal: AbortSignal }): MlpLabError =>
  new MlpLabError('aborted', `training was aborted in epoch ${epoch + 1}, after step ${step}`, {
    cause: signal.reason,
  });

/** The error of a training, or in its place that the model was disposed of in the meantime: TensorFlow.js says so in words of its own. */
export function withReason(error: unknown, model: LayersModel, signal?: AbortSignal): unknown {
  try {
    checkAlive(model);
    return error;
  } catch (disposed) {
    if (!signal?.aborted) return disposed;
    return new MlpLabError('aborted', 'training was aborted, and the model disposed of', { cause: signal.reason });
  }
}
