// Training with callbacks: before each call, what they wrote into the model; after it, what they may read there.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Lowered } from '../lower/lower';
import type { TrainingRunner } from '../run/runner';
import type { Slice, SliceResult } from '../slice';
import { linkModel } from './model-link';
import type { Trainer } from './trainer';

/** A trainer whose model callbacks may have changed between any two calls. */
export async function linkedTrainer(
  trainer: Trainer,
  model: LayersModel,
  lowered: Lowered,
  runner: TrainingRunner,
): Promise<Trainer> {
  const link = await linkModel(model, lowered, runner);
  const { validate } = trainer;
  return {
    metrics: trainer.metrics,
    threads: trainer.threads,
    arithmetic: trainer.arithmetic,
    isOutdated: link.isOutdated,

    // returns a promise only if it has to wait, because this runs for every batch
    train(slice) {
      const pulled = link.pull();
      return pulled ? pulled.then(() => trainAfterPull(slice)) : train(slice);
    },

    ...(validate && {
      async validate() {
        await link.pull();
        return validate();
      },
    }),

    async checkpoint() {
      await link.pull();
      return trainer.checkpoint();
    },

    async rollback() {
      await link.pull();
      await trainer.rollback();
      await link.push();
    },

    async dispose() {
      await link.close();
      await trainer.dispose();
    },
  };

  function train(slice: Slice) {
    const result = trainer.train(slice);
    return result instanceof Promise ? result.then(show) : show(result);
  }

  function show(result: SliceResult) {
    const pushed = link.push();
    return pushed ? pushed.then(() => result) : result;
  }

  /** At the start of an epoch, the weights that callbacks have written belong to the checkpoint. */
  async function trainAfterPull(slice: Slice) {
    if (slice.from === 0) await trainer.checkpoint();
    return train(slice);
  }
}
