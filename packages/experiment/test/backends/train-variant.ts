// One network of the contract: built, trained, evaluated, asked, and disposed of, with all numbers that came of it.
import type { History } from '@mlp-lab/core';
import { toTrainingTensors } from '@mlp-lab/data-mnist';
import { evaluate, fit, predict } from '@mlp-lab/engine';
import { type Backend, loadBackend } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook, notebookRows, type Recipe } from '@mlp-lab/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';

const registry = createRegistry([notebook()]);
const optimizerRace = registry.list('opt/*').map(({ name }) => name);

/** The eight of the notebook's table, and the ten optimizers. */
export const variants = [...notebookRows, ...optimizerRace];

// A step, a validation and the test are of as many images each: WebGL compiles its kernels anew for every shape.
const IMAGES = tinyDataset.test.count;
/** An epoch: so few steps that rounding has not grown into another training. */
export const STEPS = 3;
const ARGUMENTS = { epochs: 1, batchSize: IMAGES, validationSplit: 1 / (STEPS + 1) };
// GPUs compile their kernels for each shape, and wait after each layer: two layers as wide as the images have the same shapes, and
// a layer as narrow as the answers has those of the answers.
const WIDTH = tinyDataset.train.height * tinyDataset.train.width;
const HIDDEN = [WIDTH, WIDTH];
const NARROW = [tinyDataset.classes];
/** The same for `compare` and `inspect`. */
export const EQUAL_BATCHES = { batchSize: IMAGES, set: { validationSplit: ARGUMENTS.validationSplit, hidden: HIDDEN } };

const { train, test } = toTrainingTensors(tinyDataset, { scale: 'unit' });

export { test };

export interface Trained {
  /** The loss on the test images before training. */
  before: number;
  history: History;
  /** On the test images, after training. */
  evaluated: { loss: number; acc?: number };
  /** `[test images × classes]` */
  probabilities: Float32Array;
  /** How many tensors there are more than before the network was built. */
  tensorsLeft: number;
}

/** The variants here. An optimizer has one rule for all weights: two layers are enough to test it. */
export function recipeOf(variant: string): Recipe {
  const hidden = optimizerRace.includes(variant) ? NARROW : HIDDEN;
  return { ...registry.get(variant).recipe, ...ARGUMENTS, hidden, scale: 'unit' };
}

export function build(variant: string, { tf }: Backend, seed: number): LayersModel {
  const { classes } = tinyDataset;
  return registry.build(variant, { tf, seed, inputSize: test.x.shape[1], classes, recipe: recipeOf(variant) });
}

export async function trainVariant(variant: string, backendName: string, seed: number): Promise<Trained> {
  const backend = await loadBackend(backendName);
  const { tf, compile } = backend;
  const tensors = tf.memory().numTensors;
  const model = build(variant, backend, seed);
  const numbers = {
    before: (await evaluate(model, test.x, test.y, { compile })).loss,
    history: (await fit(model, train.x, train.y, { ...ARGUMENTS, seed, compile })).history,
    evaluated: await evaluate(model, test.x, test.y, { compile }),
    probabilities: (await predict(model, test.x, { compile })).data,
  };
  model.dispose();
  return { ...numbers, tensorsLeft: tf.memory().numTensors - tensors };
}
