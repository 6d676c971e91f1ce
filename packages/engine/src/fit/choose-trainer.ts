// Chooses between compiled training and TensorFlow.js.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { lower } from '../lower/lower';
import { layersTrainer } from '../tfjs/layers-trainer';
import { type CompiledTrainerOptions, compiledTrainer } from './compiled-trainer';
import type { Trainer } from './trainer';

export interface TrainerOptions extends CompiledTrainerOptions {
  compile: boolean;
}

/** The compiled trainer if `compile` is true and the model can be compiled, else the one of TensorFlow.js. */
export async function chooseTrainer(model: LayersModel, { compile, ...options }: TrainerOptions): Promise<Trainer> {
  const lowered = compile ? lower(model) : { reasons: [] };
  return 'reasons' in lowered ? layersTrainer(model, options) : compiledTrainer(model, lowered, options);
}
