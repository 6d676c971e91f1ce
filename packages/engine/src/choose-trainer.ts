// Who does the arithmetic of a fit.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type CompiledTrainerOptions, compiledTrainer } from './compiled-trainer';
import { layersTrainer } from './layers-trainer';
import { type Lowered, lower } from './lower/lower';
import { supports } from './run';
import type { Trainer } from './trainer';

export interface TrainerOptions extends CompiledTrainerOptions {
  compile: boolean;
}

/** The compiled trainer where the model can be compiled and it is wanted, else TensorFlow.js. */
export async function chooseTrainer(model: LayersModel, { compile, ...options }: TrainerOptions): Promise<Trainer> {
  const lowered = compile ? compilable(model) : { reasons: [] };
  return 'reasons' in lowered ? layersTrainer(model, options) : compiledTrainer(model, lowered, options);
}

/** A model's Program, where there is one that can be compiled; else all reasons why not. */
export function compilable(model: LayersModel): Lowered | { reasons: string[] } {
  const lowered = lower(model);
  if ('reasons' in lowered) return lowered;
  const reasons = supports(lowered.program);
  return reasons.length > 0 ? { reasons } : lowered;
}
