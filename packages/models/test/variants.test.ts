// The contract of every variant of the notebook's plugin.
import { createRegistry, notebook, notebookRows, optimizerNames } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/models/parameters.json' with { type: 'json' };
import { tf, threeClasses } from './tf';

const registry = createRegistry([notebook()]);
const variants = registry.list();
const digits = { tf, seed: 0, inputSize: 784, classes: 10 };

describe.each(variants.map((variant) => [variant.name, variant] as const))('variant %s', (name, variant) => {
  it('has as many parameters as the network in Keras', () => {
    const { total, trainable } = variant.recipe.batchNormalization ? golden.batchNormalization : golden.plain;
    const model = registry.build(name, digits);
    const sizes = model.trainableWeights.map(({ shape }) => shape.reduce((product: number, n) => product * n!, 1));
    expect(model.countParams()).toBe(total);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(trainable);
    model.dispose();
  });

  it('learns: its loss falls', async () => {
    const { x, y } = threeClasses();
    const model = registry.build(name, { tf, seed: 1, inputSize: 4, classes: 3 });
    const loss = () => tf.tidy(() => (model.evaluate(x, y) as ReturnType<typeof tf.scalar>[])[0].dataSync()[0]);
    const before = loss();
    await model.fit(x, y, { epochs: 4, batchSize: 10, shuffle: false, verbose: 0 });
    expect(loss()).toBeLessThan(before);
    model.dispose();
  });

  it('leaves no tensor behind once disposed of, trained or not', async () => {
    const { x, y } = threeClasses();
    const before = tf.memory().numTensors;
    registry.build(name, { tf, seed: 1, inputSize: 4, classes: 3 }).dispose();
    expect(tf.memory().numTensors).toBe(before);
    const model = registry.build(name, { tf, seed: 1, inputSize: 4, classes: 3 });
    await model.fit(x, y, { epochs: 1, batchSize: 60, verbose: 0 });
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is saved and loaded by any TensorFlow.js, and predicts the same', async () => {
    const { x } = threeClasses();
    const model = registry.build(name, { tf, seed: 1, inputSize: 4, classes: 3 });
    let saved: Parameters<typeof tf.io.fromMemory>[0] | undefined;
    const keep = tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts as never;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    await model.save(keep);
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    const predict = (of: typeof loaded) => tf.tidy(() => [...(of.predict(x) as typeof x).dataSync()]);
    expect(predict(loaded)).toEqual(predict(model));
    const layerNames = new Set(model.layers.map((layer) => layer.getClassName()));
    for (const layer of layerNames) expect(['Dense', 'BatchNormalization', 'Activation', 'Dropout']).toContain(layer);
  });
});

describe('the optimizer race', () => {
  it('differs in nothing but the optimizer, all at one learning rate', () => {
    const racers = registry.list('opt/*').map(({ recipe }) => recipe);
    const [first, ...others] = racers.map(({ optimizer, ...rest }) => rest);
    expect(racers.map(({ optimizer }) => optimizer.name)).toEqual(optimizerNames);
    for (const other of others) expect(other).toEqual(first);
    for (const { optimizer } of racers) expect(optimizer.learningRate).toBe(0.001);
  });
});

describe('the notebook', () => {
  it('has its rows in its order, the combined one last', () => {
    expect(notebookRows).toEqual([
      'baseline',
      'he-normal',
      'relu',
      'adam',
      'batch-norm',
      'dropout',
      'ensemble',
      'combined',
    ]);
  });

  it('printed these accuracies', () => {
    expect(notebookRows.map((name) => registry.get(name).published)).toEqual([
      0.1135,
      0.8625,
      0.9488,
      0.9465,
      0.9481,
      0.4227,
      0.9002,
      undefined,
    ]);
  });

  it('trains the baseline alone in batches of 256, the ensemble alone on all images', () => {
    const recipes = notebookRows.map((name) => registry.get(name).recipe);
    expect(recipes.map(({ batchSize }) => batchSize)).toEqual([256, 32, 32, 32, 32, 32, 32, 32]);
    expect(recipes.map(({ validationSplit }) => validationSplit)).toEqual([0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0, 0.3]);
    expect(new Set(recipes.map(({ epochs, scale }) => `${epochs} ${scale}`))).toEqual(new Set(['100 none']));
    expect(registry.get('ensemble').ensemble).toEqual({ members: 3, voting: 'soft' });
  });

  it('names layers by kind and number', () => {
    const names = registry.build('combined', { ...digits, recipe: { hidden: [5, 4] } }).layers.map(({ name }) => name);
    expect(names).toEqual([
      'dense_1',
      'batch_normalization_1',
      'activation_1',
      'dropout_1',
      'dense_2',
      'batch_normalization_2',
      'activation_2',
      'dropout_2',
      'dense_3',
      'softmax',
    ]);
  });
});
