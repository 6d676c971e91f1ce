// One test of the plugin contract, and what the tests run with.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { OptionValues } from '../options';
import type { TensorFlow } from '../tensorflow';

/** One test. */
export interface ContractTest {
  /** A sentence: `acme/maxout learns`. */
  name: string;
  /** Resolves where the plugin keeps the contract; else rejects, saying what is wrong, what was expected and what came. */
  run(): Promise<void>;
}

/** The module `@mlp-lab/engine`: with it, training is seeded, and what is compiled is held to TensorFlow.js. */
export interface Engine {
  fit(
    model: LayersModel,
    x: never,
    y: never,
    args: { epochs: number; batchSize: number; seed: number; compile?: boolean },
  ): Promise<unknown>;
  explain?(model: LayersModel): { compiled: boolean; reasons: string[] };
  predict(model: LayersModel, x: never, args?: { compile?: boolean }): Promise<{ data: Float32Array }>;
}

export interface PluginContractOptions {
  tf: TensorFlow;
  /** Without it, networks train by `model.fit`, whose dropout has no seed. */
  engine?: Engine;
  /** By full name: options, besides the defaults, that a variant is also tested with. */
  options?: Readonly<Record<string, readonly OptionValues[]>>;
  /** Of the training by which the loss must fall. @default 20 */
  epochs?: number;
}
