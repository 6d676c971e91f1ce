// Who does the arithmetic of a fit.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { layersTrainer } from './layers-trainer';
import type { Samples } from './samples';
import type { Trainer } from './trainer';

export interface TrainerOptions {
  samples: Samples;
  validation?: Samples;
  batchSize: number;
  seed: number;
  compile: boolean;
}

/** The compiled trainer where the model can be compiled and it is wanted, else TensorFlow.js. */
export async function chooseTrainer(model: LayersModel, options: TrainerOptions): Promise<Trainer> {
  return layersTrainer(model, options);
}
