// The arguments of a LayersClassifier: what builds the network, and how it is trained.
import { createRandom, MlpLabError, type Scale } from '@mlp-lab/core';
import type { FitArgs } from '@mlp-lab/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** What a network is built for. */
export interface BuildContext {
  /** TensorFlow.js: what `@tensorflow/tfjs-core` and `@tensorflow/tfjs-layers` export. */
  tf: typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');
  /** For the initial weights, which are `build`'s to draw: from this seed, two fits give the same numbers. */
  seed: number;
  /** Numbers in a row of x. */
  inputSize: number;
  /** Classes in y. */
  classes: number;
}

/**
 * A new network at every call, compiled, with an output a class (softmax), or, for two classes, with one (sigmoid). It is
 * the classifier's from then on, its optimizer too, and is disposed of with it.
 */
export type Build = (context: BuildContext) => LayersModel | Promise<LayersModel>;

export interface LayersClassifierOptions
  extends Pick<FitArgs, 'epochs' | 'batchSize' | 'validationSplit' | 'shuffle' | 'yieldEvery' | 'compile'> {
  /** Needed to fit; a classifier that was loaded predicts without. */
  build?: Build;
  /** Decides the order of rows and the noise of dropout, and is handed to `build`. Default: another for every classifier that a program makes, the same at each run of the program. */
  seed?: number;
  /** Default 'none'. */
  scale?: Scale;
  /**
   * Whether a network that can be compiled trains on a thread of its own: with `nJobs` of the ensemble, several at once. It
   * changes no number, and takes no callbacks. Default false.
   */
  thread?: boolean;
  /** Makes the callbacks of a fit: anew for each, since members may train at the same time. */
  callbacks?: () => FitArgs['callbacks'];
}

/** All arguments by name. */
export type LayersClassifierParameters = Omit<Required<LayersClassifierOptions>, Code> &
  Pick<LayersClassifierOptions, Code>;

/** The arguments that are code, which no store can keep. */
export type Code = 'build' | 'callbacks';

/** @param given checked by name; what is undefined counts as not given. */
export function completeParameters(given: LayersClassifierOptions): LayersClassifierParameters {
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
  return { ...replaceParameters({ ...defaults, seed: 0 }, given), seed: given.seed ?? nextSeed() };
}

/** @throws MlpLabError `unknown-name` for a name that is no argument's. */
export function replaceParameters(
  parameters: LayersClassifierParameters,
  given: LayersClassifierOptions,
): LayersClassifierParameters {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined)
    throw new MlpLabError(
      'unknown-name',
      `Invalid parameter '${unknown}' for estimator LayersClassifier. Valid parameters are: ${Object.keys(parameters).sort().join(', ')}.`,
    );
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...parameters, ...Object.fromEntries(defined) };
}

/** The seed of the clone of that number, counted from 0: unrelated to the original's and to the other clones'. */
export function cloneSeed(seed: number, clone: number): number {
  return createRandom(seed).stream('clone').stream(clone).bits(1)[0];
}

let made = 0;

/** Three classifiers made alike are to vote, not to be one and the same network. */
function nextSeed(): number {
  return createRandom(0).stream('LayersClassifier').stream(made++).bits(1)[0];
}
