// Compiled training with callbacks. It is loaded only where there are some.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Lowered } from '../lower/lower';
import type { Runner } from '../run/runner';
import type { Slice } from '../slice';
import { linkModel } from './model-link';
import type { Trainer } from './trainer';

/** A trainer that shows callbacks its weights in the model, and trains on what they have written there between two calls. */
export async function linkedTrainer(
  trainer: Trainer,
  model: LayersModel,
  lowered: Lowered,
  runner: Runner,
): Promise<Trainer> {
  const link = await linkModel(model, lowered, runner);
  const { validate } = trainer;
  return {
    metrics: trainer.metrics,
    isOutdated: link.isOutdated,

    // promises only where there is something to wait for: this is done for every batch
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
    const pushed = link.push();
    return pushed ? pushed.then(() => result) : result;
  }

  /** Before an epoch, what callbacks have written is part of what to return to. */
  async function trainAfterPull(slice: Slice) {
    if (slice.from === 0) await trainer.checkpoint();
    return train(slice);
  }
}
