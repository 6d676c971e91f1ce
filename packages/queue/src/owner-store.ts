// What an owner puts beside its tasks: the data set, once, and the checkpoints that it has.
import type { Dataset } from '@mlp-lab/core';
import type { Checkpoint, Requirements } from '@mlp-lab/experiment';
import type { Store } from './store';
import { checkpointKey, datasetKey } from './task-job';

export interface OwnerStore {
  /** The data set of some tasks, if the owner has it. */
  share(requires: Requirements): Promise<void>;
  /** A queue that lost a checkpoint gets the owner's; one that is further keeps its own. */
  offerCheckpoint(job: string, checkpoint: Checkpoint): Promise<void>;
}

/** @param seconds how long Redis keeps them after their last use. */
export function ownerStore(store: Store, dataset: Dataset | undefined, seconds: number): OwnerStore {
  const shared = new Map<string, Promise<void>>();

  async function put(key: string, value: Dataset): Promise<void> {
    if (await store.has(key)) await store.drop(key, seconds);
    else await store.put(key, value, seconds);
  }

  return {
    share(requires) {
      const key = datasetKey(requires);
      let done = shared.get(key);
      if (!done) {
        done = dataset ? put(key, dataset) : Promise.resolve();
        shared.set(key, done);
        done.catch(() => shared.delete(key)); // the next task tries again
      }
      return done;
    },
    async offerCheckpoint(job, checkpoint) {
      const kept = await store.get<Checkpoint>(checkpointKey(job));
      if (!kept || isFurther(checkpoint, kept)) await store.put(checkpointKey(job), checkpoint, seconds);
    },
  };
}

function isFurther(one: Checkpoint, other: Checkpoint): boolean {
  if (one.epochs !== other.epochs) return one.epochs > other.epochs;
  return (one.sums?.count ?? 0) > (other.sums?.count ?? 0);
}
