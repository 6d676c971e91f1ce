// Training through TensorFlow.js: for models that can't be compiled.
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { allFinite } from '../data/all-finite';
import type { Samples } from '../data/samples';
import type { Trainer } from '../fit/trainer';
import { noSums, type Slice, type SliceResult } from '../slice';
import { adjustedLayers } from './adjusted-layers';
import { addBatch, readScalars, toTensors } from './batch-tensors';
import { evaluateThroughLayers } from './evaluate-through-layers';
import { enterFallbackBackend, throughTensorFlow } from './fallback-backend';
import { checkpointModel } from './model-checkpoint';
import { innermost, metricNames } from './model-contract';

/** The part of a LayersModel that `model.fit` trains with; its public types hide it. */
interface ModelInternals {
  makeTrainFunction(): (batch: tf.Tensor[]) => tf.Scalar[];
}

export interface LayersTrainerOptions {
  samples: Samples;
  validation?: Samples;
  batchSize: number;
  seed?: number;
  /** Whether to stay on the active backend. @default false: a faster one that is there is used */
  keepBackend?: boolean;
}

/** A trainer for a model. Until it is disposed of, the model's noise layers draw from the seed's streams. */
export async function layersTrainer(
  model: LayersModel,
  { samples, validation, batchSize, seed = 0, keepBackend = false }: LayersTrainerOptions,
): Promise<Trainer> {
  const inner = innermost(model);
  let checkpoint = await checkpointModel(inner);
  const leaveBackend = await enterFallbackBackend(keepBackend);
  const adjusted = await adjustedLayers(model, seed);
  const trainBatch = (inner as unknown as ModelInternals).makeTrainFunction();

  /** One step: returns the batch's loss and metrics before it, as scalars. */
  function step(rows: Samples, from: number, to: number, order: Uint32Array): tf.Scalar[] {
    const batch = toTensors(model, rows, from, to, order);
    try {
      return trainBatch(batch);
    } finally {
      tf.dispose(batch);
    }
  }

  async function train({ order, from, to, firstStep, before }: Slice): Promise<SliceResult> {
    useLearningRate(model.optimizer);
    const sums: SliceResult = before ? structuredClone(before) : noSums(inner.metricsTensors.length);
    for (let batch = from; batch < to; batch++) {
      adjusted.step = firstStep + batch;
      const start = batch * batchSize;
      const end = Math.min(start + batchSize, order.length);
      addBatch(sums, await readScalars(step(samples, start, end, order)), end - start);
      if (!Number.isFinite(sums.loss)) return { ...sums, divergedAt: batch };
    }
    return sums;
  }

  return {
    threads: 1,
    metrics: metricNames(model),
    train: (slice) => throughTensorFlow('training', () => train(slice)),
    ...(validation && {
      validate: () => throughTensorFlow('validation', () => evaluateThroughLayers(model, validation, batchSize)),
    }),

    async checkpoint() {
      const weights = await Promise.all(inner.weights.map((weight) => weight.read().data()));
      if (!weights.every(allFinite)) return false;
      checkpoint.dispose();
      checkpoint = await checkpointModel(inner);
      return true;
    },

    rollback: () => checkpoint.restore(),

    async dispose() {
      checkpoint.dispose();
      adjusted.restore();
      await leaveBackend();
    },
  };
}

/** TensorFlow.js's SGD and Momentum ignore an assignment to `learningRate`, which the others and compiled ones follow. */
function useLearningRate(optimizer: tf.Optimizer & Partial<Pick<tf.SGDOptimizer, 'setLearningRate'>>): void {
  optimizer.setLearningRate?.(optimizer.getConfig().learningRate as number);
}
