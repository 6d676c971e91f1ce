// The trainer of a model that callbacks may compile again, or freeze in parts.
import type { SliceResult } from '../slice';
import type { Trainer } from './trainer';

/** Chooses a trainer, and another one whenever callbacks have changed what is trained. */
export async function renewedTrainer(choose: () => Promise<Trainer>): Promise<Trainer> {
  let trainer = await choose();

  /** Calls the trainer for the model's current state. */
  function call<T>(act: (current: Trainer) => T | Promise<T>): T | Promise<T> {
    return trainer.isOutdated?.() ? renew().then(() => act(trainer)) : act(trainer);
  }

  async function renew(): Promise<void> {
    await trainer.dispose();
    trainer = await choose();
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
