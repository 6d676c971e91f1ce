// The Keras programs of all built-in variants are, letter for letter, those that the real Keras ran (fixtures/exchange/run_programs.py), and
// what it built and trained is what their recipes say.
import { createHash } from 'node:crypto';
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { writeModel } from '@mlp-lab/exchange';
import { buildMlp, createRegistry, notebook, type Recipe } from '@mlp-lab/models';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { programs, scheduled } from '../../../fixtures/exchange/run_programs.json';

const tf = joinTensorFlow(core, layers);
beforeAll(() => tf.setBackend('cpu'));

interface Ran {
  sha256: string;
  optimizer: Record<string, string | number>;
  initializers: string[];
  layers: string[];
  parameters: number;
  fit: { batch_size: number; epochs: number; validation_split: number };
  loss: number;
  accuracy: number;
}

const variants = createRegistry([notebook()])
  .list()
  .flatMap(({ name, recipe }) => (recipe ? [[name, recipe] as const] : []));
const ranAs = (name: string) => (programs as unknown as Record<string, Ran>)[name.replaceAll('/', '.')];

/** Keras's classes of layers in the order of a recipe. */
function layersOf({ hidden, batchNormalization, dropout }: Recipe): string[] {
  const block = ['Dense', ...(batchNormalization ? ['BatchNormalization'] : []), 'Activation'];
  return [...hidden.flatMap(() => [...block, ...(dropout > 0 ? ['Dropout'] : [])]), 'Dense', 'Activation'];
}

const CLASSES: Readonly<Record<string, string>> = {
  momentum: 'SGD',
  nesterov: 'SGD',
  rmsprop: 'RMSprop',
  adamw: 'AdamW',
};

describe('the Keras program', () => {
  it('was run for every variant', () => {
    expect(Object.keys(programs).sort()).toEqual(variants.map(([name]) => name.replaceAll('/', '.')).sort());
  });

  it('has the seed, the number of images and the changes of the rate that it was asked for', async () => {
    const [, relu] = variants.find(([name]) => name === 'relu')!;
    const model = buildMlp(relu, { tf, seed: 1, inputSize: 784, classes: 10 });
    const recipe = { ...relu, seed: 7, images: 300, rates: [{ epoch: 1, rate: 0.25 }] };
    const { 'model.py': program } = await writeModel(model, { format: 'keras-py', recipe });
    expect(createHash('sha256').update(program).digest('hex')).toBe(scheduled.sha256);
    expect(scheduled).toMatchObject({ seed: 7, images: 300 });
    expect(scheduled.rates[0]).toBeCloseTo((relu.optimizer as { learningRate: number }).learningRate, 7); // a float32
    expect(scheduled.rates[1]).toBe(0.25);
    model.dispose();
  });

  it.each(variants)('of %s built and trained in Keras what its recipe says', async (name, recipe) => {
    const model = buildMlp(recipe, { tf, seed: 1, inputSize: 784, classes: 10 });
    const { 'model.py': program } = await writeModel(model, { format: 'keras-py', recipe });
    const ran = ranAs(name);
    expect(createHash('sha256').update(program).digest('hex')).toBe(ran.sha256);
    expect(ran.parameters).toBe(model.countParams());
    expect(ran.layers).toEqual(layersOf(recipe));
    expect(new Set(ran.initializers)).toEqual(
      new Set([recipe.kernelInitializer.replace(/^./, (a) => a.toUpperCase())]),
    );
    const { batchSize, epochs, validationSplit, optimizer } = recipe;
    expect(ran.fit).toEqual({ batch_size: batchSize, epochs, validation_split: validationSplit });
    expect(String(ran.optimizer.class).toLowerCase()).toBe((CLASSES[optimizer.name] ?? optimizer.name).toLowerCase());
    expect(ran.optimizer.learning_rate).toBeCloseTo((optimizer as { learningRate: number }).learningRate, 7); // a float32
    if ('momentum' in optimizer) expect(ran.optimizer.momentum).toBe(optimizer.momentum);
    expect([ran.loss > 0, ran.accuracy > 0.05, ran.accuracy < 1]).toEqual([true, true, true]);
    model.dispose();
  });
});
