// One test of the plugin contract, and what the tests run with.

import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { OptionValues } from '../options';

/** One test. */
export interface ContractTest {
  /** A sentence: `acme/maxout learns`. */
  name: string;
  /** Resolves if the plugin passes; otherwise rejects with what is wrong, what was expected and what was received. */
  run(): Promise<void>;
}

/** The module `@mlp-lab/engine`: with it, training is seeded, and compiled networks are compared with TensorFlow.js. */
export interface Engine {
  /** Trains a model: the engine's `fit`. */
  fit(
    model: LayersModel,
    x: never,
    y: never,
    args: { epochs: number; batchSize: number; seed: number; compile?: boolean },
  ): Promise<unknown>;
  /** Whether a model is compiled, and why not: the engine's `explain`. */
  explain?(model: LayersModel): { compiled: boolean; reasons: string[] };
  /** What a model answers: the engine's `predict`. */
  predict(model: LayersModel, x: never, args?: { compile?: boolean }): Promise<{ data: Float32Array }>;
}

/** Options of `testPlugin` and `pluginContract`. */
export interface PluginContractOptions {
  /** TensorFlow.js, as `joinTensorFlow` gives it. */
  tf: TensorFlow;
  /** Without it, networks train with `model.fit`, whose dropout is not seeded. */
  engine?: Engine;
  /** Full name of a variant → further options to test it with, besides its defaults. */
  options?: Readonly<Record<string, readonly OptionValues[]>>;
  /** Epochs within which the loss must decrease. @default 20 */
  epochs?: number;
}
