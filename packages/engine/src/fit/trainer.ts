// What the epoch loop asks of whatever does the arithmetic: compiled WebAssembly or TensorFlow.js.
import type { Slice, SliceResult, Sums } from '../slice';

export interface Trainer {
  /** Names of the metrics, in the order of `Sums.metrics`. */
  readonly metrics: readonly string[];
  train(slice: Slice): Promise<SliceResult> | SliceResult;
  /** On the validation rows, where there are any: in inference mode, without regularization, as `model.evaluate`. */
  validate?(): Promise<Sums> | Sums;
  /**
   * Writes weights and optimizer to the model, and remembers them in place of what was remembered before (at first, what
   * training started from). Where a weight is NaN or infinite it does nothing, and answers false: a step's loss is from before
   * the step, so that the last of all could hide it.
   */
  checkpoint(): Promise<boolean>;
  /** Goes back to what is remembered, in the model too. */
  rollback(): Promise<void>;
  dispose(): Promise<void> | void;
  /** Whether callbacks have changed what is trained, so that another trainer must continue. */
  isOutdated?(): boolean;
}

/** Whether no number is NaN or infinite. */
export function allFinite(arrays: readonly ArrayLike<number>[]): boolean {
  return arrays.every((numbers) => {
    for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
    return true;
  });
}
