// What callers hand to fit, evaluate and predict, and what they get back.
import type { History } from '@mlp-lab/core';
import type { ModelInput } from '../data/tensor-input';

/** A number by metric name, as the History names them. */
export type Logs = Record<string, number>;

/**
 * An object with any of these functions, or an instance of `tf.Callback` (`tf.callbacks.earlyStopping`). Each may be
 * async, and is waited for. `model.stopTraining = true` ends training after the batch.
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
  /** `logs`: batch, size, loss and metrics of this batch. */
  onBatchEnd?(batch: number, logs?: Logs): void | Promise<void>;
  /** After each pause for the event loop: the means of the epoch so far. */
  onYield?(epoch: number, batch: number, logs: Logs): void | Promise<void>;
}

/** `model.fit`'s arguments, and four more. */
export interface FitArgs {
  /** The epoch to stop before. Default 1. */
  epochs?: number;
  /** Default 32. The last batch of an epoch may be smaller. */
  batchSize?: number;
  /** Whether each epoch has an order of its own. Default true. */
  shuffle?: boolean;
  /** The share of rows, 0 to 1, that is held out: the last ones, before any shuffling. Default 0. */
  validationSplit?: number;
  /** x, y and, possibly, a weight a row; goes before `validationSplit`. */
  validationData?: readonly [ModelInput, ModelInput] | readonly [ModelInput, ModelInput, ArrayLike<number>];
  /** The epoch to start at: the rest of an interrupted run gives the same numbers as the whole would have. Default 0. */
  initialEpoch?: number;
  /** Weight of the loss by class. Every class of y must be there. */
  classWeight?: Readonly<Record<number, number>>;
  callbacks?: FitCallback | readonly FitCallback[];
  /** When to let the event loop run: after so many milliseconds (`auto`: 50), each batch, each epoch, or not at all. Default `auto`. */
  yieldEvery?: 'auto' | 'batch' | 'epoch' | 'never' | number;
  /** Accepted as `model.fit` does; nothing is printed. */
  verbose?: number;
  /** 0 to 2^53 - 1: decides the order of rows and the noise. Default 0. */
  seed?: number;
  /** Weight of the loss by row, `[rows]` of x (before the validation split). */
  sampleWeight?: ArrayLike<number>;
  /** Ends training with an MlpLabError `aborted`; the model keeps what it has learnt so far. */
  signal?: AbortSignal;
  /** Whether to compile to WebAssembly what can be compiled (true, the default) or to train through TensorFlow.js. */
  compile?: boolean;
}

/** As the History that `model.fit` returns. */
export interface FitResult {
  /** The epochs that were trained, counted from 0. */
  epoch: number[];
  history: History;
}

export interface EvaluateArgs {
  /** Rows at once. It matters where a loss or metric function is not a mean over rows. Default 32. */
  batchSize?: number;
  sampleWeight?: ArrayLike<number>;
  compile?: boolean;
}

export interface PredictArgs {
  /** Rows at once; it changes the speed alone. Default 256. */
  batchSize?: number;
  compile?: boolean;
}
