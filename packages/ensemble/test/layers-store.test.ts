// Saving and loading networks and ensembles.
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VotingClassifier } from '@mlp-lab/ensemble';
import { type Features, LayersClassifier, loadEnsemble, saveEnsemble } from '@mlp-lab/ensemble/layers';
import * as tf from '@tensorflow/tfjs-core';
import { constraints, layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blobs, build } from './blobs';
import { Stub } from './estimators/stub';

const { x, y } = blobs(30);
const names = y.map((label) => ['ant', 'bee', 'cat'][label]);
const options = { build, epochs: 2, seed: 3, scale: 'standard' } as const;

let dir: string;
let before: number;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-ensemble-'));
  before = tf.memory().numTensors;
});
afterEach(() => rm(dir, { recursive: true }));

describe('a LayersClassifier in a folder', () => {
  it('is loaded with bit-identical predictions, its classes, parameters and history', async () => {
    const clf = await new LayersClassifier(options).fit(x, names);
    await clf.save(join(dir, 'new/net'));
    const loaded = await LayersClassifier.load<string>(join(dir, 'new/net'));
    expect(await loaded.predictProba(x)).toEqual(await clf.predictProba(x));
    expect(await loaded.predict(x)).toEqual(await clf.predict(x));
    expect(loaded.classes_).toEqual(['ant', 'bee', 'cat']);
    expect(loaded.getParams()).toEqual({ ...clf.getParams(), build: undefined });
    expect(loaded.history_).toEqual(clf.history_);
    clf.dispose();
    loaded.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('has the same bits where weights have a constraint, which is not applied again, and leaves no tensor of it behind', async () => {
    const bounded = () => {
      const kernelConstraint = constraints.maxNorm({ maxValue: 1 });
      const dense = layers.dense({ units: 3, inputShape: [4], activation: 'softmax', kernelConstraint });
      const model = sequential({ layers: [dense] });
      model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
      return model;
    };
    const clf = await new LayersClassifier({ ...options, build: bounded, epochs: 1 }).fit(x, y);
    await clf.save(dir);
    const loaded = await LayersClassifier.load(dir);
    expect(await loaded.predictProba(x)).toEqual(await clf.predictProba(x));
    for (const each of [clf, loaded]) each.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('can be refitted if build is passed to load, with the same results', async () => {
    const clf = await new LayersClassifier(options).fit(x, y);
    const expected = await clf.predictProba(x);
    await clf.save(dir);
    const loaded = await LayersClassifier.load(dir);
    await expect(loaded.fit(x, y)).rejects.toThrow(/fit needs build.*pass build to load/);
    const again = await (await LayersClassifier.load(dir, { build })).fit(x, y);
    expect(await again.predictProba(x)).toEqual(expected);
    for (const each of [clf, loaded, again]) each.dispose();
  });

  it("consists of two files in TensorFlow.js's format, which loadLayersModel reads", async () => {
    const clf = await new LayersClassifier({ ...options, scale: 'none' }).fit(x, y);
    await clf.save(dir);
    expect((await readdir(dir)).sort()).toEqual([expect.stringMatching(/^model\.[0-9a-f]{16}\.bin$/), 'model.json']);
    await withServer(dir, async (url) => {
      const model = await loadLayersModel(`${url}/model.json`);
      const output = tf.tidy(() => (model.predict(tf.tensor(x.data, [30, 4])) as tf.Tensor).dataSync());
      for (const [i, p] of (await clf.predictProba(x)).flat().entries()) expect(output[i]).toBeCloseTo(p, 5); // the engine computes exp differently
      model.dispose();

      const loaded = await LayersClassifier.load(`${url}/model.json`);
      expect(await loaded.predictProba(x)).toEqual(await clf.predictProba(x));
      loaded.dispose();
    });
    clf.dispose();
  });

  it('is replaced by a later save, which removes the old weights', async () => {
    const clf = await new LayersClassifier(options).fit(x, y);
    await clf.save(dir);
    const [first] = await readdir(dir);
    await writeFile(join(dir, 'notes.txt'), 'a file of the user');
    await clf.setParams({ seed: 4 }).fit(x, y);
    await clf.save(dir);
    expect(await readdir(dir)).toHaveLength(3);
    expect(await readdir(dir)).not.toContain(first);
    const loaded = await LayersClassifier.load(dir);
    expect(await loaded.predictProba(x)).toEqual(await clf.predictProba(x));
    clf.dispose();
    loaded.dispose();
  });

  it('stays intact if a later save is interrupted before its last step', async () => {
    const clf = await new LayersClassifier(options).fit(x, y);
    await clf.save(dir);
    const expected = await clf.predictProba(x);
    await copyFile(join(dir, 'model.json'), join(dir, 'earlier'));
    const weights = (await readdir(dir)).find((file) => file.endsWith('.bin'))!;
    await copyFile(join(dir, weights), join(dir, 'earlier.bin'));
    await clf.setParams({ seed: 4 }).fit(x, y);
    await clf.save(dir);
    // An interrupted save has written the new weights, but has neither replaced the JSON file nor removed the old weights.
    await copyFile(join(dir, 'earlier'), join(dir, 'model.json'));
    await copyFile(join(dir, 'earlier.bin'), join(dir, weights));
    const loaded = await LayersClassifier.load(dir);
    expect(await loaded.predictProba(x)).toEqual(expected);
    clf.dispose();
    loaded.dispose();
  });

  it.each([
    ['no folder', () => rm(dir, { recursive: true, force: true }).then(() => {}), /model\.json can't be read/],
    ['a truncated JSON file', (json: string) => truncate(json), /model\.json is damaged/],
    ['no weights', (_: string, bin: string) => rm(bin), /\.bin can't be read/],
    ['truncated weights', (_: string, bin: string) => truncate(bin), /\.bin is damaged/],
    ['a flipped bit', (_: string, bin: string) => flipBit(bin), /\.bin is damaged/],
    [
      'an invalid topology',
      (json: string) =>
        edit(json, (model) => {
          model.modelTopology = {};
        }),
      /can't be loaded/,
    ],
    [
      'a model of another kind',
      (json: string) =>
        edit(json, (model) => {
          delete model.userDefinedMetadata;
        }),
      /contains another model/,
    ],
  ])('is not loaded if there is %s', async (_, damage, message) => {
    const clf = await new LayersClassifier(options).fit(x, y);
    await clf.save(dir);
    clf.dispose();
    const bin = (await readdir(dir)).find((file) => file.endsWith('.bin'))!;
    await damage(join(dir, 'model.json'), join(dir, bin));
    await expect(LayersClassifier.load(dir)).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringMatching(message),
    });
    expect(tf.memory().numTensors).toBe(before);
    dir = await mkdtemp(join(tmpdir(), 'mlp-lab-ensemble-'));
  });

  it('is not saved before fit, into a file, or to a store that is unavailable', async () => {
    await expect(new LayersClassifier(options).save(dir)).rejects.toThrow(/not fitted yet/);
    await writeFile(join(dir, 'file'), '');
    const clf = await new LayersClassifier(options).fit(x, y);
    await expect(clf.save(join(dir, 'file'))).rejects.toMatchObject({ code: 'io' });
    await expect(clf.save('indexeddb://net')).rejects.toMatchObject({ code: 'unavailable' });
    clf.dispose();
  });

  it('can be saved and loaded through any IOHandler', async () => {
    const clf = await new LayersClassifier(options).fit(x, y);
    let stored: tf.io.ModelArtifacts = {};
    await clf.save(
      tf.io.withSaveHandler(async (artifacts) => {
        stored = artifacts;
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
      }),
    );
    const loaded = await LayersClassifier.load(tf.io.fromMemory(stored));
    expect(await loaded.predictProba(x)).toEqual(await clf.predictProba(x));
    clf.dispose();
    loaded.dispose();
  });
});

describe('an ensemble in a folder', () => {
  async function fitted() {
    const member = new LayersClassifier(options);
    const clf = new VotingClassifier<Features, string, 'soft'>(
      [
        ['a', member],
        ['out', 'drop'],
        ['b / c', member.clone()],
      ],
      { voting: 'soft', weights: [0.3, 5, 0.7] },
    );
    return clf.fit(x, names);
  }

  it('is loaded with bit-identical soft and hard votes, and can be modified', async () => {
    const clf = await fitted();
    await saveEnsemble(clf, dir);
    const loaded = await loadEnsemble<string>(dir);
    expect(loaded.weights).toEqual([0.3, 5, 0.7]);
    expect(await loaded.predictProba!(x)).toEqual(await clf.predictProba(x));
    expect(await loaded.predict(x)).toEqual(await clf.predict(x));
    expect(loaded.classes_).toEqual(['ant', 'bee', 'cat']);
    expect(Object.keys(loaded.namedEstimators_)).toEqual(['a', 'out', 'b / c']);
    expect(loaded.namedEstimators_.out).toBe('drop');
    clf.setParams({ voting: 'hard' });
    loaded.setParams({ voting: 'hard' });
    expect(await loaded.predict(x)).toEqual(await clf.predict(x));
    clf.dispose();
    loaded.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('can be refitted if build is passed to load, one for all members or one by name', async () => {
    const clf = await fitted();
    await saveEnsemble(clf, dir);
    for (const code of [build, { a: build, 'b / c': build }]) {
      const loaded = await loadEnsemble<string, 'soft'>(dir, { build: code });
      await loaded.fit(x, names);
      const seeds = loaded.estimators_.map((member) => member.getParams!().seed);
      expect(new Set(seeds).size).toBe(2);
      loaded.dispose();
    }
    clf.dispose();
  });

  it('stays intact if a later save is interrupted; the next save removes the leftovers', async () => {
    const clf = await fitted();
    await saveEnsemble(clf, dir);
    const first = await readdir(dir);
    expect(first.filter((file) => file !== 'ensemble.json')).toHaveLength(4); // two members with two files each
    const expected = await clf.predictProba(x);

    const failing = (part: string) =>
      part === 'ensemble'
        ? tf.io.withSaveHandler(() => Promise.reject(new Error('no space left')))
        : {
            save: async (artifacts: tf.io.ModelArtifacts) => {
              await writeFile(join(dir, `${part}.json`), JSON.stringify(artifacts.modelTopology));
              return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
            },
          };
    await expect(saveEnsemble(clf, failing)).rejects.toMatchObject({ code: 'io', message: /no space left/ });
    const loaded = await loadEnsemble<string, 'soft'>(dir);
    expect(await loaded.predictProba(x)).toEqual(expected);

    await saveEnsemble(loaded, dir);
    const second = await readdir(dir);
    expect(second).toHaveLength(5);
    expect(second.filter((file) => first.includes(file))).toEqual(['ensemble.json']);
    clf.dispose();
    loaded.dispose();
  });

  it('can be loaded from a web server', async () => {
    const clf = await fitted();
    await saveEnsemble(clf, dir);
    await withServer(dir, async (url) => {
      const loaded = await loadEnsemble<string, 'soft'>(url);
      expect(await loaded.predictProba(x)).toEqual(await clf.predictProba(x));
      loaded.dispose();
    });
    clf.dispose();
  });

  it('is not loaded if a member is missing or the description has another format', async () => {
    const clf = await fitted();
    await saveEnsemble(clf, dir);
    const member = (await readdir(dir)).find((file) => /^member-3.*json$/.test(file))!;
    await rm(join(dir, member));
    clf.dispose();
    await expect(loadEnsemble(dir)).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringMatching(/member-3/),
    });
    await edit(join(dir, 'ensemble.json'), (model) => {
      model.modelTopology = { mlpLab: { format: 'mlp-lab/ensemble@9' } };
    });
    await expect(loadEnsemble(dir)).rejects.toThrow(
      /does not contain an ensemble: expected format mlp-lab\/ensemble@1, received .*@9/,
    );
    await expect(loadEnsemble(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'bad-data' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is not saved before fit, or with other estimators than LayersClassifiers', async () => {
    const unfitted = new VotingClassifier<Features, number>([['a', new LayersClassifier(options)]]);
    await expect(saveEnsemble(unfitted, dir)).rejects.toThrow(/not fitted yet/);
    const others = await new VotingClassifier<Features, number>([['stub', new Stub(y)]]).fit(x, y);
    await expect(saveEnsemble(others, dir)).rejects.toThrow(/only LayersClassifiers can be saved: received 'stub'/);
  });
});

async function truncate(file: string): Promise<void> {
  await writeFile(file, (await readFile(file)).subarray(0, 40));
}

async function flipBit(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[5] ^= 1;
  await writeFile(file, bytes);
}

async function edit(file: string, change: (model: Record<string, unknown>) => void): Promise<void> {
  const model = JSON.parse(await readFile(file, 'utf8'));
  change(model);
  await writeFile(file, JSON.stringify(model));
}

/** Serves the files of a folder while `use` runs. */
async function withServer(folder: string, use: (url: string) => Promise<void>): Promise<void> {
  const server: Server = createServer(async (request, response) => {
    response.end(await readFile(join(folder, decodeURIComponent(request.url!))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
