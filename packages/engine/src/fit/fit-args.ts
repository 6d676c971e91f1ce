// The arguments and results of fit, evaluate and predict.
import type { History } from '@mlp-lab/core';
import type { ModelInput } from '../data/tensor-input';
import type { Sums } from '../slice';

/** Numbers by the metrics' names in the History. */
export type Logs = Record<string, number>;

/**
 * An object with any of these functions, or an instance of `tf.Callback` (`tf.callbacks.earlyStopping`). Async functions are awaited.
 * `model.stopTraining = true` ends training after the current batch.
 */
export interface FitCallback {
  setModel?(model: unknown): void;
  setParams?(params: Record<string, number | string | boolean | string[]>): void;
  onTrainBegin?(logs?: Logs): void | Promise<void>;
  onTrainEnd?(logs?: Logs): void | Promise<void>;
  /** Epochs are counted from 0. */
  onEpochBegin?(epoch: number, logs?: Logs): void | Promise<void>;
  onEpochEnd?(epoch: number, logs?: Logs): void | Promise<void>;
  /** `batch` is counted from 0 in each epoch. */
  onBatchBegin?(batch: number, logs?: Logs): void | Promise<void>;
  /** `logs`: the index, size, loss and metrics of this batch. */
  onBatchEnd?(batch: number, logs?: Logs): void | Promise<void>;
  /**
   * Called after each pause for the event loop, with the means of the epoch so far, and the sums behind them: with the model's state at
   * this moment, they are all that another fit needs to continue within the epoch (`initialSums`).
   */
  onYield?(epoch: number, batch: number, logs: Logs, sums: Sums): void | Promise<void>;
}

/** The arguments of `model.fit`, and five more: initialSums, seed, sampleWeight, signal and compile. */
export interface FitArgs {
  /** The epoch to stop before. Default 1. */
  epochs?: number;
  /** Default 32. The last batch of an epoch may be smaller. */
  batchSize?: number;
  /** Whether to shuffle the rows before each epoch. Default true. */
  shuffle?: boolean;
  /** The fraction of rows, 0 to 1, to hold out for validation: the last ones, before any shuffling. Default 0. */
  validationSplit?: number;
  /** x, y and, optionally, a weight a row. Overrides `validationSplit`. */
  validationData?: readonly [ModelInput, ModelInput] | readonly [ModelInput, ModelInput, ArrayLike<number>];
  /** The epoch to start at. A resumed run gives the same numbers as one without a break. Default 0. */
  initialEpoch?: number;
  /**
   * Sums over the rows of `initialEpoch` that were trained on already, as `onYield` gave them: training continues at the next batch, to
   * the same numbers as without a break. Default: none.
   */
  initialSums?: Sums;
  /** The weight of each class in the loss. Every class that occurs in y needs one. */
  classWeight?: Readonly<Record<number, number>>;
  callbacks?: FitCallback | readonly FitCallback[];
  /** When to let the event loop run: every so many milliseconds (`auto`: 50), after each batch or epoch, or never. Default `auto`. */
  yieldEvery?: 'auto' | 'batch' | 'epoch' | 'never' | number;
  /** Accepted for compatibility with `model.fit`; nothing is printed. */
  verbose?: number;
  /** 0 to 2^53 - 1: determines the order of the rows and the noise. Default 0. */
  seed?: number;
  /** The weight of each row in the loss, `[rows]` as in x (before the validation split). */
  sampleWeight?: ArrayLike<number>;
  /** Ends training with an MlpLabError `aborted`; the model keeps the weights trained so far. */
  signal?: AbortSignal;
  /**
   * Whether to compile the model to WebAssembly if it can be, and otherwise to train it on the fastest backend of TensorFlow.js that is
   * there (default), or always to train through TensorFlow.js, on its active backend (false).
   */
  compile?: boolean;
}

/** Like the History that `model.fit` returns. */
export interface FitResult {
  /** The epochs trained, counted from 0. */
  epoch: number[];
  history: History;
}

/** Options of `evaluate`. */
export interface EvaluateArgs {
  /** Rows at once. It matters where a loss or metric function is not a mean over rows. Default 32. */
  batchSize?: number;
  sampleWeight?: ArrayLike<number>;
  compile?: boolean;
}

/** Options of `predict`. */
export interface PredictArgs {
  /** Rows computed at once; affects only the speed. Default 256. */
  batchSize?: number;
  compile?: boolean;
}
