// TensorFlow.js networks as estimators.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { agreement, VotingClassifier } from '@mlp-lab/ensemble';
import { type BuildContext, LayersClassifier } from '@mlp-lab/ensemble/layers';
import * as tf from '@tensorflow/tfjs-core';
import * as tfLayers from '@tensorflow/tfjs-layers';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { blobs, build } from './blobs';

const { x, y } = blobs(90);
const names = y.map((label) => ['ant', 'bee', 'cat'][label]);
const options = { build, epochs: 20, batchSize: 10, seed: 3 };

describe('a LayersClassifier', () => {
  it('learns and predicts string labels', async () => {
    const clf = await new LayersClassifier(options).fit(x, names);
    expect(clf.classes_).toEqual(['ant', 'bee', 'cat']);
    expect(await clf.score(x, names)).toBeGreaterThan(0.9); // chance level: 1/3
    const probabilities = await clf.predictProba(x);
    expect(probabilities).toHaveLength(90);
    for (const row of probabilities) expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6); // single precision
    expect(await clf.predict(x)).toEqual(
      probabilities.map((row) => ['ant', 'bee', 'cat'][row.indexOf(Math.max(...row))]),
    );
    expect(clf.nFeaturesIn_).toBe(4);
    expect(clf.history_.loss).toHaveLength(20);
    clf.dispose();
  });

  it('gives the same results for the same seed and different results for another seed', async () => {
    const results = [];
    for (const seed of [3, 3, 4]) {
      const clf = await new LayersClassifier({ ...options, seed }).fit(x, y);
      results.push(await clf.predictProba(x));
      clf.dispose();
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).not.toEqual(results[0]);
  });

  it('accepts one array per sample, and integer labels that are not 0 to K - 1', async () => {
    const rows = y.map((_, i) => Array.from(x.data.subarray(i * 4, i * 4 + 4)));
    const labels = y.map((label) => 10 - label);
    const clf = await new LayersClassifier(options).fit(rows, labels);
    expect(clf.classes_).toEqual([8, 9, 10]);
    expect(await clf.score(rows, labels)).toBeGreaterThan(0.9);
    expect(await clf.predictProba(rows)).toEqual(await clf.predictProba(x));
    clf.dispose();
  });

  it('passes bytes to the engine unchanged, with their shape', async () => {
    const images = { data: Uint8Array.from({ length: 6 * 4 }, (_, i) => (i * 37) % 256), shape: [6, 2, 2] };
    const seen: BuildContext[] = [];
    const clf = new LayersClassifier({
      build: (context) => {
        seen.push(context);
        const model = sequential({
          layers: [
            layers.flatten({ inputShape: [2, 2] }),
            layers.dense({ units: context.classes, activation: 'softmax' }),
          ],
        });
        model.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
        return model;
      },
      seed: 9,
    });
    await clf.fit(images, [0, 1, 2, 0, 1, 2]);
    expect(seen).toMatchObject([{ seed: 9, inputSize: 4, classes: 3 }]);
    expect(clf.nFeaturesIn_).toBe(4);
    expect(await clf.predict(images)).toHaveLength(6);
    clf.dispose();
  });

  it.each([
    ['none', [0, 51, 255, 102]],
    ['unit', [0, 0.2, 1, 0.4]],
    // mean 102, deviation sqrt((102² + 51² + 153² + 0) / 4) = 95.41…
    ['standard', [-1.069045, -0.5345225, 1.6035675, 0]],
  ] as const)('scales by the statistics of the training data: %s', async (scale, expected) => {
    // The network is a single kernel, the identity matrix, so its output is its input.
    const clf = new LayersClassifier({ build: identity, scale, epochs: 0 });
    await clf.fit({ data: Uint8Array.of(0, 51, 255, 102), shape: [2, 2] }, [0, 1]);
    const output = await clf.predictProba([
      [0, 51],
      [255, 102],
    ]);
    for (const [i, value] of output.flat().entries()) expect(value).toBeCloseTo(expected[i], 6); // single precision
    expect((await clf.predictProba([[51, 51]]))[0][1]).toBeCloseTo(expected[1], 6); // by the statistics of the training data, not of this sample
    clf.dispose();
  });

  it('takes a network with one output for two classes', async () => {
    const clf = new LayersClassifier({
      build: ({ tf, inputSize }) => {
        const model = tf.sequential({
          layers: [
            tf.layers.dense({ units: 1, inputShape: [inputSize], activation: 'sigmoid', kernelInitializer: 'zeros' }),
          ],
        });
        model.compile({ optimizer: tf.train.sgd(1), loss: 'binaryCrossentropy' });
        return model;
      },
      epochs: 50,
    });
    const two = [[0], [1], [4], [5]];
    await clf.fit(two, ['no', 'no', 'yes', 'yes']);
    expect(await clf.predict(two)).toEqual(['no', 'no', 'yes', 'yes']);
    for (const [no, yes] of await clf.predictProba(two)) expect(no + yes).toBe(1);
    clf.dispose();
  });

  it('ignores samples of weight 0', async () => {
    const wrong = y.map((label, i) => (i < 45 ? label : (label + 1) % 3));
    const clf = await new LayersClassifier(options).fit(x, wrong, { sampleWeight: y.map((_, i) => Number(i < 45)) });
    expect(await clf.score(x, y)).toBeGreaterThan(0.9); // half of the training labels are wrong
    clf.dispose();
  });

  it('holds out the last samples for validation, and calls the callbacks', async () => {
    const epochs: number[] = [];
    const callbacks = () => ({ onEpochEnd: (epoch: number) => void epochs.push(epoch) });
    const clf = await new LayersClassifier({ ...options, epochs: 2, validationSplit: 0.3, callbacks }).fit(x, y);
    expect(clf.history_.val_acc).toHaveLength(2);
    expect(epochs).toEqual([0, 1]);
    clf.dispose();
  });

  it('a signal ends the training of an ensemble in the middle, and leaks no tensor', async () => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const onEpochEnd = (epoch: number) => {
      if (epoch === 2) controller.abort();
    };
    const callbacks = () => ({ onEpochEnd });
    const network = new LayersClassifier({ ...options, epochs: 1e6, callbacks });
    const clf = new VotingClassifier([['a', network] as const, ['b', network] as const], { nJobs: -1 });
    const aborted = { code: 'aborted', message: expect.stringContaining('training was aborted in epoch') };
    await expect(clf.fit(x, names, { signal: controller.signal })).rejects.toMatchObject(aborted);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaks no tensor: after dispose, after refitting and after a failed fit', async () => {
    const before = tf.memory().numTensors;
    const clf = new LayersClassifier({ ...options, epochs: 1 });
    await clf.fit(x, y);
    const once = tf.memory().numTensors;
    await clf.fit(x, y);
    expect(tf.memory().numTensors).toBe(once);
    const probabilities = await clf.predictProba(x);

    await expect(clf.fit(x, [0])).rejects.toThrow(/y: expected 90 labels, one per sample, received 1 labels/);
    await expect(clf.fit({ ...x, data: x.data.map(() => Number.NaN) }, y)).rejects.toThrow(/x: expected finite/);
    await expect(clf.fit(x, y, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    expect(tf.memory().numTensors).toBe(once);
    expect(await clf.predictProba(x)).toEqual(probabilities); // unchanged

    clf.dispose();
    clf.dispose();
    expect(tf.memory().numTensors).toBe(before);
    await expect(clf.predict(x)).rejects.toThrow(/not fitted yet/);
  });

  it('sets and gets parameters by name', () => {
    const clf = new LayersClassifier(options).setParams({ epochs: 5, scale: 'unit' });
    expect(clf.getParams()).toMatchObject({ ...options, epochs: 5, scale: 'unit', validationSplit: 0 });
    const typo = { epoch: 5 } as object;
    expect(() => clf.setParams(typo)).toThrow(/unknown option 'epoch': did you mean epochs/);
    expect(() => new LayersClassifier(typo)).toThrow(/unknown option 'epoch': did you mean epochs/);
  });

  it.each([
    ['no build', { build: undefined }, y, { code: 'bad-model', message: /fit needs build/ }],
    [
      'a build that returns nothing',
      { build: (() => undefined) as never },
      y,
      { message: /build must return a tf.LayersModel/ },
    ],
    [
      'a network with the wrong number of outputs',
      {},
      y.map((label) => label % 2),
      { message: /expected 2 or 1, received 3/ },
    ],
    [
      'an unknown scale',
      { scale: 'big' as never },
      y,
      { message: /scale: expected 'none', 'unit' or 'standard', received 'big'/ },
    ],
    ['a continuous target', {}, y.map((label) => label + 0.5), { message: /Unknown label type: continuous/ }],
    [
      'labels of one class for categorical crossentropy',
      { build },
      y.map(() => 'only'),
      { message: 'y: expected labels of 2 classes or more, as categoricalCrossentropy requires, received one class' },
    ],
  ])('refuses %s', async (_, other, labels, { message }) => {
    const threeOutputs = (context: BuildContext) => build({ ...context, classes: 3 });
    const before = tf.memory().numTensors;
    await expect(
      new LayersClassifier({ ...options, build: threeOutputs, ...other }).fit(x, labels as string[]),
    ).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ['no samples', []],
    [
      'arrays of different lengths',
      [
        [1, 2, 3, 4],
        [1, 2],
      ],
    ],
    ['another number of features', [[1, 2]]],
    ['a shape that does not match the data', { data: new Float32Array(5), shape: [1, 4] }],
  ])('refuses to predict for %s', async (_, rows) => {
    const clf = await new LayersClassifier({ ...options, epochs: 1 }).fit(x, y);
    await expect(clf.predict(rows)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/^x: /),
    });
    clf.dispose();
  });
});

describe('a build that returns a network again', () => {
  const again = () => {
    const network = build({ tf: { ...tf, ...tfLayers }, seed: 1, inputSize: 4, classes: 3 } as BuildContext);
    return new LayersClassifier({ ...options, epochs: 1, build: () => network });
  };
  const message = /build must return a new network whenever it is called/;

  it('is refused in a second fit, and the first one stays', async () => {
    const clf = await again().fit(x, y);
    const before = await clf.predict(x);
    await expect(clf.fit(x, y)).rejects.toThrow(message);
    expect(await clf.predict(x)).toEqual(before);
    clf.dispose();
  });

  it('is refused with an optimizer that it used before, whose state two networks would share', async () => {
    const before = tf.memory().numTensors;
    const optimizer = tf.train.adam(0.05);
    const shared = new LayersClassifier({
      ...options,
      build(context) {
        const network = build(context);
        network.optimizer.dispose();
        network.compile({ optimizer, loss: 'categoricalCrossentropy' });
        return network;
      },
    });
    const clf = new VotingClassifier([['a', shared] as const, ['b', shared] as const]);
    await expect(clf.fit(x, y)).rejects.toThrow('build must return a new optimizer whenever it is called');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is refused as several members', async () => {
    const member = again();
    const clf = new VotingClassifier([
      ['a', member],
      ['b', member],
    ]);
    const before = tf.memory().numTensors;
    await expect(clf.fit(x, y)).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBeLessThan(before); // the network that the first member trained is disposed of
  });
});

describe('clones', () => {
  const seedsOfClones = (clf: LayersClassifier, count: number) =>
    Array.from({ length: count }, () => clf.clone().getParams().seed);

  it('have different seeds, which depend only on the original seed', () => {
    const seeds = seedsOfClones(new LayersClassifier({ build, seed: 1 }), 3);
    expect(new Set([1, ...seeds]).size).toBe(4);
    expect(seedsOfClones(new LayersClassifier({ build, seed: 1 }), 3)).toEqual(seeds);
    expect(seedsOfClones(new LayersClassifier({ build, seed: 2 }), 1)).not.toEqual(seeds.slice(0, 1));
    const clf = new LayersClassifier({ build, seed: 1 });
    clf.clone();
    expect(seedsOfClones(clf.setParams({ seed: 1 }), 3)).toEqual(seeds);
  });

  it('are different networks', async () => {
    const clf = new LayersClassifier(options);
    const [a, b] = [clf.clone(), clf.clone()];
    await a.fit(x, y);
    await b.fit(x, y);
    expect(await a.predictProba(x)).not.toEqual(await b.predictProba(x));
    expect(() => clf.classes_).toThrow(/not fitted yet/);
    a.dispose();
    b.dispose();
  });

  it('differ if no seed is given', () => {
    const made = [1, 2, 3].map(() => new LayersClassifier({ build }).clone().getParams().seed);
    expect(new Set(made).size).toBe(3);
  });
});

describe('in a VotingClassifier', () => {
  const pool = (nJobs: number | null = null) => {
    const member = new LayersClassifier({ ...options, epochs: 3 });
    return new VotingClassifier(
      [
        ['a', member],
        ['b', member],
        ['c', member],
      ],
      { voting: 'soft', nJobs },
    );
  };

  it('one classifier can be used as several members, which then differ', async () => {
    const clf = await pool().fit(x, names);
    expect(await clf.score(x, names)).toBeGreaterThan(0.8);
    const probabilities = (await clf.transform(x)) as number[][];
    expect(probabilities[0].slice(0, 3)).not.toEqual(probabilities[0].slice(3, 6));
    expect((await agreement(clf, x)).names).toEqual(['a', 'b', 'c']);
    clf.dispose();
  });

  it('members that train concurrently get the same results, and leak no tensor', async () => {
    const before = tf.memory().numTensors;
    const one = await pool().fit(x, y);
    const each = tf.memory().numTensors - before;
    const all = await pool(-1).fit(x, y);
    expect(await all.predictProba(x)).toEqual(await one.predictProba(x));
    await one.fit(x, y); // replaces its earlier members
    expect(tf.memory().numTensors).toBe(before + 2 * each);
    one.dispose();
    all.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('members that train on other threads get the same results', async () => {
    const before = tf.memory().numTensors;
    const here = await pool().fit(x, y);
    const threads = await pool(-1).setParams({ a__thread: true }).fit(x, y); // all three are one classifier
    expect(await threads.predictProba(x)).toEqual(await here.predictProba(x));
    here.dispose();
    threads.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const withCallbacks = new LayersClassifier({ ...options, thread: true, callbacks: () => [] });
    await expect(withCallbacks.fit(x, y)).rejects.toThrow(/callbacks can only run on this thread/);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('disposes of the other members if one fails', async () => {
    const before = tf.memory().numTensors;
    const bad = new LayersClassifier({ build: () => Promise.reject(new Error('build failed')) });
    const clf = new VotingClassifier([
      ['good', new LayersClassifier({ ...options, epochs: 1 })],
      ['bad', bad],
    ]);
    await expect(clf.fit(x, y)).rejects.toThrow('build failed');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('accepts parameters as name__parameter', () => {
    const clf = new VotingClassifier([['net', new LayersClassifier({ build })]]).setParams({ net__epochs: 7 });
    expect(clf.getParams()).toMatchObject({ net__epochs: 7 });
  });
});

it('the package without /layers imports neither TensorFlow.js nor the engine', () => {
  const dist = fileURLToPath(new URL('../dist/', import.meta.url));
  const imported = (file: string): string[] =>
    [...readFileSync(dist + file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].flatMap(([, from]) =>
      from.startsWith('./') ? [from, ...imported(from)] : [from],
    );
  const packages = imported('index.js').filter((from) => !from.startsWith('./'));
  expect([...new Set(packages)]).toEqual(['@mlp-lab/core']);
});

function identity({ tf, inputSize, classes }: BuildContext): LayersModel {
  const kernelInitializer = tf.initializers.identity({});
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: classes, inputShape: [inputSize], useBias: false, kernelInitializer })],
  });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}
