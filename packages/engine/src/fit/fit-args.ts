// The arguments and results of fit, evaluate and predict.
import type { Arithmetic, History } from '@mlp-lab/core/common';
import type { ModelInput } from '../data/tensor-input';
import type { Sums } from '../slice';

/** Numbers by the metrics' names in the History. */
export type Logs = Record<string, number>;

/**
 * An object with any of these functions, or an instance of `tf.Callback` (`tf.callbacks.earlyStopping`). Async functions are awaited.
 * `model.stopTraining = true` ends training after the current batch.
 */
export interface FitCallback {
  /** Called before training, after `setParams`, with the model. */
  setModel?(model: unknown): void;
  /** Called first, with what `model.fit` tells callbacks: the numbers of epochs and rows, the names of the metrics. */
  setParams?(params: Record<string, number | string | boolean | string[]>): void;
  /** Called once before training. */
  onTrainBegin?(logs?: Logs): void | Promise<void>;
  /** Called once after training, also if it was stopped. */
  onTrainEnd?(logs?: Logs): void | Promise<void>;
  /** Epochs are counted from 0. */
  onEpochBegin?(epoch: number, logs?: Logs): void | Promise<void>;
  /** `logs`: the loss and metrics of the epoch, those of the validation (`val_…`) included. */
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

/** Class number → weight. */
export type ClassWeight = Readonly<Record<number, number>>;

/** The arguments of `model.fit`, and more: initialSums, seed, sampleWeight, signal, compile, arithmetic, threads and workerUrl. */
export interface FitArgs {
  /** The epoch to stop before. Default 1. */
  epochs?: number | undefined;
  /** Default 32. The last batch of an epoch may be smaller. */
  batchSize?: number | undefined;
  /** Whether to shuffle the rows before each epoch. Default true. */
  shuffle?: boolean | undefined;
  /** The fraction of rows, 0 to 1, to hold out for validation: the last ones, before any shuffling. Default 0. */
  validationSplit?: number | undefined;
  /** x, y and, optionally, one weight per row. Overrides `validationSplit`. */
  validationData?: readonly [ModelInput, ModelInput] | readonly [ModelInput, ModelInput, ArrayLike<number>] | undefined;
  /** The epoch to start at. A resumed run gives the same numbers as one without a break. Default 0. */
  initialEpoch?: number | undefined;
  /**
   * Sums over the rows of `initialEpoch` that were trained on already, as `onYield` gave them: training continues at the next batch, to
   * the same numbers as without a break. Default: none.
   */
  initialSums?: Sums | undefined;
  /**
   * The weight of each class in the loss, also as a list of one or by the name of the output, as in TensorFlow.js. Every class that occurs
   * in y needs one.
   */
  classWeight?: ClassWeight | readonly ClassWeight[] | Readonly<Record<string, ClassWeight>> | undefined;
  /** Called during training, in order. Default: none. */
  callbacks?: FitCallback | readonly FitCallback[] | undefined;
  /** When to let the event loop run: every so many milliseconds (`auto`: 50), after each batch or epoch, or never. Default `auto`. */
  yieldEvery?: 'auto' | 'batch' | 'epoch' | 'never' | number | undefined;
  /** Accepted for compatibility with `model.fit`; nothing is printed. */
  verbose?: number | undefined;
  /** 0 to 2^53 - 1: determines the order of the rows and the noise. Default 0. */
  seed?: number | undefined;
  /** The weight of each row in the loss, `[rows]` as in x (before the validation split). */
  sampleWeight?: ArrayLike<number> | undefined;
  /** Ends training with an MlpLabError `aborted`; the model keeps the weights trained so far. */
  signal?: AbortSignal | undefined;
  /**
   * Whether to compile the model to WebAssembly if it can be, and otherwise to train it on the fastest backend of TensorFlow.js that is
   * there (default), or always to train through TensorFlow.js, on its active backend (false).
   */
  compile?: boolean | undefined;
  /**
   * The most threads that train the network together, to the same bits as one. How many it is depends on the work of a step: small
   * networks train on one (docs/threads.md). `{ exactly: 2 }` takes two whatever their work. Without worker threads and shared memory (in
   * a browser, on a page that is not cross-origin isolated), it is one. Default: the number of cores.
   */
  threads?: number | { readonly exactly: number } | undefined;
  /** The address of the threads' script, as for `fitAll`. */
  workerUrl?: string | URL | undefined;
  /**
   * How dense layers multiply and add in training and validation. `separate` gives the same bits everywhere, `fused` others, the same on
   * all machines that fuse, and mostly faster. `unavailable` where it can't be had, or TensorFlow.js trains. Default `separate`.
   */
  arithmetic?: Arithmetic | undefined;
}

/** Like the History that `model.fit` returns. */
export interface FitResult {
  /** The epochs trained, counted from 0. */
  epoch: number[];
  /** Each metric with one number per epoch. */
  history: History;
  /** How many threads trained the network. */
  threads: number;
  /** The arithmetic that trained; absent where TensorFlow.js did. */
  arithmetic?: Arithmetic;
}

/** Options of `evaluate`. */
export interface EvaluateArgs {
  /** Rows at once. It matters where a loss or metric function is not a mean over rows. Default 32. */
  batchSize?: number | undefined;
  /** The weight of each row in the loss, `[rows]`. Default 1 each. */
  sampleWeight?: ArrayLike<number> | undefined;
  /** Whether to compile the model if it can be. Default true. */
  compile?: boolean | undefined;
  /** Accepted for compatibility with `model.evaluate`; nothing is printed. */
  verbose?: number | undefined;
}

/** Options of `predict`. */
export interface PredictArgs {
  /** Rows computed at once; affects only the speed. Default 256. */
  batchSize?: number | undefined;
  /** Whether to compile the model if it can be. Default true. */
  compile?: boolean | undefined;
  /** Accepted for compatibility with `model.predict`; nothing is printed. */
  verbose?: number | undefined;
}
