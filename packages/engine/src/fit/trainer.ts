// The contract between the epoch loop and a trainer: compiled WebAssembly or TensorFlow.js.
import type { Arithmetic } from '@mlp-lab/core/common';
import type { Slice, SliceResult, Sums } from '../slice';

export interface Trainer {
  /** The names of the metrics, in the order of `Sums.metrics`. */
  readonly metrics: readonly string[];
  /** How many threads train. */
  readonly threads: number;
  /** Of compiled training. */
  readonly arithmetic?: Arithmetic;
  train(slice: Slice): Promise<SliceResult> | SliceResult;
  /** Evaluates the validation samples, if there are any: in inference mode, without penalties, as `model.evaluate` does. */
  validate?(): Promise<Sums> | Sums;
  /**
   * Writes weights and optimizer state to the model, and makes them the checkpoint, which before was the state that training started
   * from. If a weight is NaN or infinite, it does nothing and returns false: a step's loss is computed before the step, so it can't
   * reveal that the last step diverged.
   */
  checkpoint(): Promise<boolean>;
  /** Returns to the checkpoint, also in the model. */
  rollback(): Promise<void>;
  dispose(): Promise<void> | void;
  /** Whether callbacks have changed what is trained, so that another trainer must continue. */
  isOutdated?(): boolean;
}
