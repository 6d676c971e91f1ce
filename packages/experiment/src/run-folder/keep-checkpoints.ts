// Checkpoints as they arrive → files, one after another: while one is written, only the newest of the others waits.
import type { Checkpoint } from '../train/checkpoint';

export interface CheckpointKeeper {
  /** @throws what an earlier write threw. */
  keep(checkpoint: Checkpoint): void;
  latest(): Checkpoint | undefined;
  /** Resolves once the newest is written. */
  settled(): Promise<void>;
}

export function keepCheckpoints(write: (checkpoint: Checkpoint) => Promise<void>): CheckpointKeeper {
  let latest: Checkpoint | undefined;
  let waiting: Checkpoint | undefined;
  let writing: Promise<void> | undefined;
  let failure: { error: unknown } | undefined;

  async function drain(): Promise<void> {
    try {
      while (waiting) {
        const next = waiting;
        waiting = undefined;
        await write(next);
      }
    } catch (error) {
      failure = { error };
    }
    writing = undefined;
  }

  return {
    keep(checkpoint) {
      if (failure) throw failure.error;
      latest = checkpoint;
      waiting = checkpoint;
      writing ??= drain();
    },
    latest: () => latest,
    async settled() {
      await writing;
      if (failure) throw failure.error;
    },
  };
}
