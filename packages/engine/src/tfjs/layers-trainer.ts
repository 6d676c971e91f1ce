// Training through TensorFlow.js, on whichever backend is active: what models that can't be compiled run on.
import { trainingStreams } from '@mlp-lab/core';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { gatherRows, type Samples } from '../data/samples';
import { allFinite, noSums, type Slice, type SliceResult, type Trainer } from '../fit/trainer';
import type { Sums } from '../program';
import { checkpointModel } from './model-checkpoint';
import { innermost } from './model-contract';
import { seedNoise } from './noise-layers';

/** Parts of a LayersModel that its types hide: what `model.fit` itself trains with. */
interface ModelInternals {
  makeTrainFunction(): (batch: tf.Tensor[]) => tf.Scalar[];
}

export interface LayersTrainerOptions {
  samples: Samples;
  validation?: Samples;
  batchSize: number;
  seed?: number;
}

/** Evaluation and prediction take this many rows at once where the caller doesn't say. */
export const DEFAULT_ROWS_AT_ONCE = 256;

/** A trainer of a compiled model. While it lives, the model's noise layers draw from the seed's streams. */
export async function layersTrainer(
  model: LayersModel,
  { samples, validation, batchSize, seed = 0 }: LayersTrainerOptions,
): Promise<Trainer> {
  const inner = innermost(model);
  let checkpoint = await checkpointModel(inner);
  const noise = seedNoise(model, trainingStreams(seed));
  const trainBatch = (inner as unknown as ModelInternals).makeTrainFunction();

  /** The loss and metrics of the batch as the step begins, as scalars. */
  function step(rows: Samples, from: number, to: number, order: Uint32Array): tf.Scalar[] {
    const batch = toTensors(model, rows, from, to, order);
    try {
      return trainBatch(batch);
    } finally {
      tf.dispose(batch);
    }
  }

  return {
    metrics: metricNames(model),

    async train({ order, from, to, firstStep, before }: Slice): Promise<SliceResult> {
      const sums: SliceResult = before ? structuredClone(before) : noSums(inner.metricsTensors.length);
      for (let batch = from; batch < to; batch++) {
        noise.step = firstStep + batch;
        const start = batch * batchSize;
        const end = Math.min(start + batchSize, order.length);
        addBatch(sums, await readScalars(step(samples, start, end, order)), end - start);
        if (!Number.isFinite(sums.loss)) return { ...sums, divergedAt: batch };
      }
      return sums;
    },

    ...(validation && {
      validate: () => evaluateThroughLayers(model, validation, Math.max(batchSize, DEFAULT_ROWS_AT_ONCE)),
    }),

    async checkpoint() {
      if (!allFinite(await Promise.all(inner.weights.map((weight) => weight.read().data())))) return false;
      checkpoint.dispose();
      checkpoint = await checkpointModel(inner);
      return true;
    },

    rollback: () => checkpoint.restore(),

    dispose() {
      checkpoint.dispose();
      noise.restore();
    },
  };
}

/** Sums of loss and metrics over rows, in inference mode. */
export async function evaluateThroughLayers(model: LayersModel, rows: Samples, batchSize: number): Promise<Sums> {
  const { lossFunctions, metricsTensors } = innermost(model);
  const sums = noSums(metricsTensors.length);
  for (let from = 0; from < rows.count; from += batchSize) {
    const to = Math.min(from + batchSize, rows.count);
    const scalars = tf.tidy(() => {
      const [x, y, weights] = toTensors(model, rows, from, to);
      const output = model.predictOnBatch(x) as tf.Tensor;
      const loss = lossFunctions[0](y, output);
      const metrics = metricsTensors.map(([metric]) => tf.mean(metric(y, output)));
      return [tf.mean(weights ? tf.mul(loss, weights) : loss), ...metrics] as tf.Scalar[];
    });
    addBatch(sums, await readScalars(scalars), to - from);
  }
  return sums;
}

/** The History's names: `model.metricsNames` without the loss; where one comes twice, all of that name are numbered, as `model.fit` does. */
export function metricNames(model: LayersModel): string[] {
  const names = model.metricsNames.slice(1);
  const count = (name: string, among: string[]) => among.filter((other) => other === name).length;
  return names.map((name, i) => (count(name, names) > 1 ? `${name}_${count(name, names.slice(0, i))}` : name));
}

function toTensors(model: LayersModel, rows: Samples, from: number, to: number, order?: Uint32Array): tf.Tensor[] {
  const { x, width, y, targetWidth, weights } = rows;
  const input = model.inputs[0];
  const count = to - from;
  const batch: tf.Tensor[] = [
    tf.tensor(gatherRows(x, width, from, to, order), [count, ...rows.rowShape], input.dtype),
    tf.tensor(gatherRows(y, targetWidth, from, to, order), [count, ...rows.targetShape]),
  ];
  if (weights) batch.push(tf.tensor1d(gatherRows(weights, 1, from, to, order)));
  return batch;
}

async function readScalars(scalars: tf.Scalar[]): Promise<number[]> {
  const numbers = await Promise.all(scalars.map((scalar) => scalar.data()));
  tf.dispose(scalars);
  return numbers.map(([number]) => number);
}

function addBatch(sums: Sums, [loss, ...metrics]: number[], rows: number): void {
  sums.count += rows;
  sums.loss += loss * rows;
  for (const [i, metric] of metrics.entries()) sums.metrics[i] += metric * rows;
}
