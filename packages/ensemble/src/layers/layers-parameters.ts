// The parameters of a LayersClassifier: how the network is built and trained.
import { createRandom, displayValue, invalidArgument, readOptions } from '@mlp-lab/core';
import type { FitArgs } from '@mlp-lab/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { SCALES, type Scale } from './scaling';

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
 * Returns a new, compiled network with one output per class (softmax) or, for two classes, a single output (sigmoid). The
 * classifier takes ownership of the network and its optimizer, and disposes of them.
 */
export type Build = (context: BuildContext) => LayersModel | Promise<LayersModel>;

export interface LayersClassifierOptions
  extends Pick<FitArgs, 'epochs' | 'batchSize' | 'validationSplit' | 'shuffle' | 'yieldEvery' | 'compile'> {
  /** Builds the network. Required by `fit`; a loaded classifier predicts without it. */
  build?: Build;
  /**
   * Seed for shuffling and dropout; also passed to `build`. Default: a different seed for each classifier that a program creates,
   * the same in every run of the program.
   */
  seed?: number;
  /** How to scale the features. Default 'none'. */
  scale?: Scale;
  /**
   * Train a network that can be compiled on another thread; with the ensemble's `nJobs`, several networks at once. It does not
   * affect the results. It can't be combined with `callbacks`. Default false.
   */
  thread?: boolean;
  /** Returns the callbacks for one `fit`. A function, because members that train at the same time can't share callbacks. */
  callbacks?: () => FitArgs['callbacks'];
}

/** All parameters by name. */
export type LayersClassifierParameters = Omit<Required<LayersClassifierOptions>, CodeParameters> &
  Pick<LayersClassifierOptions, CodeParameters>;

/** The parameters that are functions, which can't be saved. */
export type CodeParameters = 'build' | 'callbacks';

/** The parameters and what `fit` expects of each. Numbers are checked by the engine. */
const CONSTRAINTS: Record<keyof LayersClassifierParameters, { expected: string; holds(value: unknown): boolean }> = {
  build: { expected: 'a function', holds: isFunction },
  epochs: { expected: 'a number', holds: isNumber },
  batchSize: { expected: 'a number', holds: isNumber },
  validationSplit: { expected: 'a number', holds: isNumber },
  shuffle: { expected: 'true or false', holds: isBoolean },
  scale: { expected: "'none', 'unit' or 'standard'", holds: (value) => SCALES.includes(value as Scale) },
  yieldEvery: {
    expected: "'auto', 'batch', 'epoch', 'never' or a number of milliseconds",
    holds: (value) => isNumber(value) || ['auto', 'batch', 'epoch', 'never'].includes(value as string),
  },
  thread: { expected: 'true or false', holds: isBoolean },
  compile: { expected: 'true or false', holds: isBoolean },
  callbacks: { expected: 'a function that returns the callbacks', holds: isFunction },
  seed: { expected: 'a number', holds: isNumber },
};

const NAMES = Object.keys(CONSTRAINTS) as (keyof LayersClassifierParameters)[];

/** Fills in the defaults of parameters that are not given. */
export function completeParameters(options: LayersClassifierOptions | null | undefined): LayersClassifierParameters {
  const given = readOptions('LayersClassifier', options, NAMES);
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
    callbacks: undefined,
  };
  return { ...defaults, ...given, seed: given.seed ?? nextSeed() };
}

/** @throws MlpLabError `unknown-name` for an unknown parameter. */
export function replaceParameters(
  parameters: LayersClassifierParameters,
  given: LayersClassifierOptions,
): LayersClassifierParameters {
  return { ...parameters, ...readOptions('LayersClassifier', given, NAMES) };
}

/** @throws MlpLabError `invalid-argument` for a parameter of the wrong type. */
export function checkParameters(parameters: LayersClassifierParameters): void {
  for (const name of NAMES)
    if (parameters[name] !== undefined && !CONSTRAINTS[name].holds(parameters[name]))
      throw invalidArgument(name, CONSTRAINTS[name].expected, displayValue(parameters[name]));
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
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
