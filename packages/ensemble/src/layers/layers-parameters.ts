// The parameters of a LayersClassifier: how the network is built and trained.
import {
  ARITHMETICS,
  type Check,
  checkBoolean,
  checkCount,
  checkFunction,
  checkNumber,
  checkOptions,
  createRandom,
  oneOf,
  SCALES,
  type Scale,
} from '@mlp-lab/core';
import type { FitArgs } from '@mlp-lab/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Passed to `build`. */
export interface BuildContext {
  /** TensorFlow.js: the exports of `@tensorflow/tfjs-core` and `@tensorflow/tfjs-layers`. */
  tf: typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');
  /** Seed for the initial weights: initializers that use it make `fit` reproducible. */
  seed: number;
  /** Number of features per sample. */
  inputSize: number;
  /** Number of classes in y. */
  classes: number;
}

/**
 * Returns a new network, compiled with a new optimizer, with one output per class (softmax) or, for two classes, a single output
 * (sigmoid). The classifier takes ownership of the network and its optimizer, and disposes of them.
 */
export type Build = (context: BuildContext) => LayersModel | Promise<LayersModel>;

/** The parameters of a `LayersClassifier`. */
export interface LayersClassifierOptions
  extends Pick<
    FitArgs,
    'epochs' | 'batchSize' | 'validationSplit' | 'shuffle' | 'yieldEvery' | 'compile' | 'arithmetic'
  > {
  /** Builds the network. Required by `fit`; a loaded classifier predicts without it. */
  build?: Build | undefined;
  /**
   * Seed for shuffling and dropout; also passed to `build`. Default: a different seed for each classifier that a program creates,
   * the same in every run of the program.
   */
  seed?: number | undefined;
  /** How to scale the features. Default 'none'. */
  scale?: Scale | undefined;
  /**
   * Train a network that can be compiled on another thread; with the ensemble's `nJobs`, several networks at once. It does not
   * affect the results. It can't be combined with `callbacks`. Default false.
   */
  thread?: boolean | undefined;
  /** Returns the callbacks for one `fit`. A function, because members that train at the same time can't share callbacks. */
  callbacks?: (() => FitArgs['callbacks']) | undefined;
}

/** All parameters by name. */
export type LayersClassifierParameters = {
  [Name in Exclude<keyof LayersClassifierOptions, CodeParameters>]-?: NonNullable<LayersClassifierOptions[Name]>;
} & Pick<LayersClassifierOptions, CodeParameters>;

/** The parameters that are functions, which can't be saved. */
export type CodeParameters = 'build' | 'callbacks';

/** The checks that `fit` makes. */
const CHECKS: Record<keyof LayersClassifierParameters, Check> = {
  build: checkFunction,
  epochs: (name, value) => checkCount(name, value, 0),
  batchSize: checkCount,
  validationSplit: (name, value) => checkNumber(name, value, 0, 1),
  shuffle: checkBoolean,
  scale: oneOf(SCALES),
  yieldEvery: (name, value) =>
    typeof value === 'number' ? checkNumber(name, value, 0) : oneOf(['auto', 'batch', 'epoch', 'never'])(name, value),
  thread: checkBoolean,
  compile: checkBoolean,
  arithmetic: oneOf(ARITHMETICS),
  callbacks: checkFunction,
  seed: (name, value) => checkNumber(name, value, 0),
};

const unchecked = Object.fromEntries(Object.keys(CHECKS).map((name) => [name, () => {}])) as unknown as typeof CHECKS;

/** Fills in the defaults of parameters that are not given. */
export function completeParameters(options: LayersClassifierOptions | null | undefined): LayersClassifierParameters {
  const given = checkOptions('LayersClassifier', options, unchecked);
  const defaults: Omit<LayersClassifierParameters, 'seed'> = {
    build: undefined,
    epochs: 1,
    batchSize: 32,
    validationSplit: 0,
    shuffle: true,
    scale: 'none',
    yieldEvery: 'auto',
    thread: false,
    compile: true,
    arithmetic: 'separate',
    callbacks: undefined,
  };
  return { ...defaults, ...given, seed: given.seed ?? nextSeed() };
}

/** @throws MlpLabError `invalid-argument` for an unknown parameter. */
export function replaceParameters(
  parameters: LayersClassifierParameters,
  given: LayersClassifierOptions,
): LayersClassifierParameters {
  return { ...parameters, ...checkOptions('LayersClassifier', given, unchecked) };
}

/** @throws MlpLabError `invalid-argument` for a parameter with an invalid value. */
export function checkParameters(parameters: LayersClassifierParameters): void {
  checkOptions('LayersClassifier', parameters, CHECKS);
}

/** The seed of a clone, by its index from 0. It is unrelated to the seeds of the original and of other clones. */
export function cloneSeed(seed: number, clone: number): number {
  return createRandom(seed).stream('clone').stream(clone).bits(1)[0];
}

let created = 0;

/** Classifiers created with the same options must differ if they are to vote. */
function nextSeed(): number {
  return createRandom(0).stream('LayersClassifier').stream(created++).bits(1)[0];
}
