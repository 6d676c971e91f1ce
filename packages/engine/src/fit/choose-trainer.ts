// Chooses between compiled training and TensorFlow.js.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { lower } from '../lower/lower';
import { lowerModel } from '../lower/lower-model';
import { tellFallback } from '../lower/tell-fallback';
import { type CompiledTrainerOptions, compiledTrainer } from './compiled-trainer';
import type { Trainer } from './trainer';

export interface TrainerOptions extends CompiledTrainerOptions {
  compile: boolean;
}

/** The compiled trainer if `compile` is true and the model can be compiled, else the one of TensorFlow.js. */
export async function chooseTrainer(model: LayersModel, options: TrainerOptions): Promise<Trainer> {
  if (options.compile) tellFallback();
  if (!options.isLinked) return choose();
  const { renewedTrainer } = await import('./with-callbacks');
  return renewedTrainer(choose);

  async function choose(): Promise<Trainer> {
    const { compile, ...more } = options;
    const lowered = compile ? await lowerModel(model, lower) : { reasons: [] };
    if (!('reasons' in lowered)) return compiledTrainer(model, lowered, more);
    if (more.arithmetic === 'fused') (await import('../run/check-fusion')).refuseFusion(lowered.reasons);
    const { layersTrainer } = await import('../tfjs/layers-trainer');
    return layersTrainer(model, { ...more, keepBackend: !compile });
  }
}
