// Chooses between compiled training and TensorFlow.js.
import { MlpLabError } from '@mlp-lab/core/common';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { lower } from '../lower/lower';
import { lowerModel } from '../lower/lower-model';
import { tellFallback } from '../lower/tell-fallback';
import type { SliceResult } from '../slice';
import { type CompiledTrainerOptions, compiledTrainer } from './compiled-trainer';
import type { Trainer } from './trainer';

export interface TrainerOptions extends CompiledTrainerOptions {
  compile: boolean;
}

/** The compiled trainer if `compile` is true and the model can be compiled, else the one of TensorFlow.js. */
export async function chooseTrainer(model: LayersModel, options: TrainerOptions): Promise<Trainer> {
  if (options.compile) tellFallback();
  let trainer = await choose();
  if (!options.isLinked) return trainer;

  /** Calls the trainer for the model's current state: a callback may have compiled it again, or frozen a layer. */
  function call<T>(act: (current: Trainer) => T | Promise<T>): T | Promise<T> {
    return trainer.isOutdated?.() ? renew().then(() => act(trainer)) : act(trainer);
  }

  async function renew(): Promise<void> {
    await trainer.dispose();
    trainer = await choose();
  }

  async function choose(): Promise<Trainer> {
    const { compile, ...more } = options;
    const lowered = compile ? await lowerModel(model, lower) : { reasons: [] };
    if (!('reasons' in lowered)) return compiledTrainer(model, lowered, more);
    if (more.arithmetic === 'fused')
      throw new MlpLabError(
        'unavailable',
        `arithmetic 'fused' can't be had through TensorFlow.js, which trains this model: ${lowered.reasons.join('; ') || 'compile is false'}`,
      );
    const { layersTrainer } = await import('../tfjs/layers-trainer');
    return layersTrainer(model, { ...more, keepBackend: !compile });
  }

  return {
    get metrics() {
      return trainer.metrics;
    },
    get threads() {
      return trainer.threads;
    },
    get arithmetic() {
      return trainer.arithmetic;
    },
    train: (slice) => call<SliceResult>((current) => current.train(slice)),
    ...(trainer.validate && { validate: async () => call((current) => current.validate!()) }),
    checkpoint: async () => call((current) => current.checkpoint()),
    rollback: async () => call((current) => current.rollback()),
    dispose: () => trainer.dispose(),
  };
}
