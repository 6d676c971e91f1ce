// The layers of a network in training, measured before it and after each epoch, on the first training images.
import type { SetTensors } from '@mlp-lab/data-mnist';
import type { FitCallback } from '@mlp-lab/engine';
import type { TensorFlow } from '@mlp-lab/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type LayerMeasure, measureLayers } from '../measure-layers';

/** Epoch 0 is before training. */
export interface LayerMoment {
  epoch: number;
  layers: LayerMeasure[];
}

export interface LayerRecorder {
  /** To train with. It throws MlpLabError `bad-model` before training for a model that is no chain of layers. */
  readonly callback: FitCallback;
  readonly moments: LayerMoment[];
  /** What measuring took of the time of training. */
  seconds(): number;
  dispose(): void;
}

/** Measuring changes nothing in training. @param probe how many of the images are looked at; all, where there are fewer. */
export function recordLayers(
  tf: TensorFlow,
  model: LayersModel,
  images: SetTensors,
  probe: number,
  onMoment: (moment: LayerMoment) => void = () => {},
): LayerRecorder {
  const first = probeTensors(tf, images, probe);
  const moments: LayerMoment[] = [];
  let spent = 0;
  const measure = async () => {
    const started = performance.now();
    const moment = { epoch: moments.length, layers: await measureLayers(tf, model, first) };
    spent += performance.now() - started;
    moments.push(moment);
    onMoment(moment);
  };
  return {
    callback: { onTrainBegin: measure, onEpochEnd: measure },
    moments,
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
