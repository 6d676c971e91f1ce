// A small problem that any network can learn, and functions to train and test networks on it.
import { createRandom } from '@mlp-lab/core';
import type { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { notebook } from '../notebook';
import type { Plugin } from '../plugin';
import { createRegistry } from '../registry';
import type { PluginContractOptions } from './contract-test';
import type { ContractVariant } from './contract-variants';
import { fail } from './fail';

const ROWS = 96;
const INPUTS = 12;
export const CLASSES = 3;
const BATCH_SIZE = 8;
const EPOCHS = 20;
const NOISE = ['Dropout', 'AlphaDropout', 'GaussianDropout', 'GaussianNoise'];

export function openBench(
  plugin: Plugin,
  { title, variant, options }: ContractVariant,
  { tf, engine, epochs = EPOCHS }: PluginContractOptions,
) {
  const registry = createRegistry([notebook(), plugin]);
  const { x, y } = problem();
  const tensors = () => ({ x: tf.tensor2d(x, [ROWS, INPUTS]), y: tf.tensor2d(y, [ROWS, CLASSES]) });

  return {
    /** Builds the network, passes it to `action` and disposes of it. */
    async use<Result>(seed: number, action: (model: LayersModel) => Promise<Result>): Promise<Result> {
      const model = registry.build(variant, { tf, seed, inputSize: INPUTS, classes: CLASSES, options });
      try {
        return await action(model);
      } finally {
        model.dispose();
      }
    },

    async fit(model: LayersModel, seed: number, more: { epochs?: number; compile?: boolean } = {}): Promise<void> {
      const data = tensors();
      const args = { epochs, batchSize: BATCH_SIZE, ...more };
      try {
        if (engine) await engine.fit(model, data.x as never, data.y as never, { ...args, seed });
        else await model.fit(data.x, data.y, { ...args, shuffle: false, verbose: 0 });
      } finally {
        tf.dispose(data);
      }
    },

    /** Categorical cross-entropy over all rows. */
    async loss(model: LayersModel): Promise<number> {
      const answers = await predict(model);
      return -y.reduce((sum, value, i) => sum + value * Math.log(Math.max(answers[i], 1e-7)), 0) / ROWS;
    },

    explain: (model: LayersModel) => engine!.explain!(model),

    predict,

    async predictCompiled(model: LayersModel): Promise<Float32Array> {
      const data = tensors();
      try {
        return (await engine!.predict(model, data.x as never)).data;
      } finally {
        tf.dispose(data);
      }
    },

    /** Saves the network, and loads it as a program with the plugin would. */
    async saveAndLoad(model: LayersModel): Promise<LayersModel> {
      let saved: io.ModelArtifacts | undefined;
      const keep = tf.io.withSaveHandler(async (artifacts) => {
        saved = JSON.parse(JSON.stringify({ ...artifacts, weightData: undefined }));
        saved!.weightData = artifacts.weightData;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      });
      await model.save(keep);
      registry.register(tf);
      return tf.loadLayersModel(tf.io.fromMemory(saved!));
    },

    /** Without the engine, the noise of layers is not seeded. */
    checkSeeded(model: LayersModel): void {
      const noisy = model.layers.find((layer) => NOISE.includes(layer.getClassName()));
      if (noisy && !engine)
        fail(
          `${title} has ${noisy.getClassName()}, which model.fit does not seed`,
          'the option engine, the module @mlp-lab/engine',
          'none',
        );
    },
  };

  async function predict(model: LayersModel): Promise<Float32Array> {
    const data = tensors();
    const answers = model.predict(data.x) as typeof data.x;
    const values = Float32Array.from(await answers.data());
    tf.dispose([data, answers]);
    return values;
  }
}

/** Normal numbers; the class is the index of the greatest of the first three. */
function problem(): { x: Float32Array; y: Float32Array } {
  const x = createRandom(3).normal(ROWS * INPUTS);
  const y = new Float32Array(ROWS * CLASSES);
  for (let row = 0; row < ROWS; row++) {
    const first = x.subarray(row * INPUTS, row * INPUTS + CLASSES);
    y[row * CLASSES + first.indexOf(Math.max(...first))] = 1;
  }
  return { x, y };
}
