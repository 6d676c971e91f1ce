// Measures the layers of a network before training and after each epoch, on the first training images.
import type { SetTensors } from '@mlp-lab/data-mnist';
import type { FitCallback } from '@mlp-lab/engine';
import type { TensorFlow } from '@mlp-lab/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type LayerMeasure, measureLayers } from './measure-layers';

/** All layers at the end of an epoch; epoch 0 is before training. */
export interface LayerSnapshot {
  /** Epochs trained by then; 0 is before training. */
  epoch: number;
  /** One for each layer, the first layer first. */
  layers: LayerMeasure[];
}

export interface SnapshotRecorder {
  /** For `fit`. It throws MlpLabError `bad-model` before training if the model is not a chain of layers. */
  readonly callback: FitCallback;
  readonly snapshots: LayerSnapshot[];
  /** How much of the time of training was spent on measuring. */
  seconds(): number;
  dispose(): void;
}

export interface SnapshotOptions {
  /** How many of the images to measure on; all, if there are fewer. */
  probe: number;
  /** The snapshots so far, if training continues from a checkpoint. */
  earlier?: readonly LayerSnapshot[];
  onSnapshot?(snapshot: LayerSnapshot): void;
}

/** Measuring doesn't affect training. */
export function recordSnapshots(
  tf: TensorFlow,
  model: LayersModel,
  images: SetTensors,
  { probe, earlier = [], onSnapshot }: SnapshotOptions,
): SnapshotRecorder {
  const first = probeTensors(tf, images, probe);
  const snapshots = [...earlier];
  let spent = 0;
  const measure = async () => {
    const started = performance.now();
    const snapshot = { epoch: snapshots.length, layers: await measureLayers(tf, model, first) };
    spent += performance.now() - started;
    snapshots.push(snapshot);
    onSnapshot?.(snapshot);
  };
  return {
    callback: { onTrainBegin: earlier.length === 0 ? measure : undefined, onEpochEnd: measure },
    snapshots,
    seconds: () => spent / 1000,
    dispose: () => tf.dispose([first.x, first.y]),
  };
}

function probeTensors(tf: TensorFlow, { x, y }: SetTensors, probe: number) {
  const first = ({ data, shape: [count, width] }: SetTensors['x' | 'y']) => {
    const rows = Math.min(probe, count);
    return tf.tensor2d(Float32Array.from(data.subarray(0, rows * width)), [rows, width]);
  };
  return { x: first(x), y: first(y) };
}
