// Networks and ensembles of them, saved and loaded.
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VotingClassifier } from '@mlp-lab/ensemble';
import { LayersClassifier, loadEnsemble, type Rows, saveEnsemble } from '@mlp-lab/ensemble/layers';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
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
  it('comes back with the same predictions to the bit, its classes, arguments and history', async () => {
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

  it('can be fitted again where build is given, to the same numbers', async () => {
    const clf = await new LayersClassifier(options).fit(x, y);
    const expected = await clf.predictProba(x);
    await clf.save(dir);
    const loaded = await LayersClassifier.load(dir);
    await expect(loaded.fit(x, y)).rejects.toThrow(/fit needs build.*unless load was given it/);
    const again = await (await LayersClassifier.load(dir, { build })).fit(x, y);
    expect(await again.predictProba(x)).toEqual(expected);
    for (const each of [clf, loaded, again]) each.dispose();
  });

  it("is two files of TensorFlow.js's, which its own loadLayersModel reads", async () => {
    const clf = await new LayersClassifier({ ...options, scale: 'none' }).fit(x, y);
    await clf.save(dir);
    expect((await readdir(dir)).sort()).toEqual([expect.stringMatching(/^model\.[0-9a-f]{16}\.bin$/), 'model.json']);
    await served(dir, async (url) => {
      const model = await loadLayersModel(`${url}/model.json`);
      const output = tf.tidy(() => (model.predict(tf.tensor(x.data, [30, 4])) as tf.Tensor).dataSync());
      for (const [i, p] of (await clf.predictProba(x)).flat().entries()) expect(output[i]).toBeCloseTo(p, 5); // the engine's exp is another
      model.dispose();

      const loaded = await LayersClassifier.load(`${url}/model.json`);
      expect(await loaded.predictProba(x)).toEqual(await clf.predictProba(x));
      loaded.dispose();
    });
    clf.dispose();
  });

  it('is replaced by another one, of which nothing else is left', async () => {
    const clf = await new LayersClassifier(options).fit(x, y);
    await clf.save(dir);
    const [first] = await readdir(dir);
    await writeFile(join(dir, 'notes.txt'), "the user's own");
    await clf.setParams({ seed: 4 }).fit(x, y);
    await clf.save(dir);
    expect(await readdir(dir)).toHaveLength(3);
    expect(await readdir(dir)).not.toContain(first);
    const loaded = await LayersClassifier.load(dir);
    expect(await loaded.predictProba(x)).toEqual(await clf.predictProba(x));
    clf.dispose();
    loaded.dispose();
  });

  it('stays whole where saving another one is interrupted before its last step', async () => {
    const clf = await new LayersClassifier(options).fit(x, y);
    await clf.save(dir);
    const expected = await clf.predictProba(x);
    await copyFile(join(dir, 'model.json'), join(dir, 'earlier'));
    const weights = (await readdir(dir)).find((file) => file.endsWith('.bin'))!;
    await copyFile(join(dir, weights), join(dir, 'earlier.bin'));
    await clf.setParams({ seed: 4 }).fit(x, y);
    await clf.save(dir);
    // What an interrupted save leaves: the new weights, but neither the new JSON nor the old weights' removal.
    await copyFile(join(dir, 'earlier'), join(dir, 'model.json'));
    await copyFile(join(dir, 'earlier.bin'), join(dir, weights));
    const loaded = await LayersClassifier.load(dir);
    expect(await loaded.predictProba(x)).toEqual(expected);
    clf.dispose();
    loaded.dispose();
  });

  it.each([
    ['no folder', () => rm(dir, { recursive: true, force: true }).then(() => {}), /model\.json can't be read/],
    ['a JSON that was cut', (json: string) => cut(json), /model\.json is damaged/],
    ['no weights', (_: string, bin: string) => rm(bin), /\.bin can't be read/],
    ['weights that were cut', (_: string, bin: string) => cut(bin), /\.bin is damaged/],
    ['a changed bit', (_: string, bin: string) => flip(bin), /\.bin is damaged/],
    [
      'a topology that is none',
      (json: string) =>
        edit(json, (model) => {
          model.modelTopology = {};
        }),
      /can't be loaded/,
    ],
    [
      'another model',
      (json: string) =>
        edit(json, (model) => {
          delete model.userDefinedMetadata;
        }),
      /holds another model/,
    ],
  ])('is not loaded from %s', async (_, damage, message) => {
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

  it('is not saved before it is fitted, to a file, or to a store that is not here', async () => {
    await expect(new LayersClassifier(options).save(dir)).rejects.toThrow(/not fitted yet/);
    await writeFile(join(dir, 'file'), '');
    const clf = await new LayersClassifier(options).fit(x, y);
    await expect(clf.save(join(dir, 'file'))).rejects.toMatchObject({ code: 'io' });
    await expect(clf.save('indexeddb://net')).rejects.toMatchObject({ code: 'unavailable' });
    clf.dispose();
  });

  it("goes through any handler of TensorFlow.js's", async () => {
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
    const clf = new VotingClassifier<Rows, string, 'soft'>(
      [
        ['a', member],
        ['out', 'drop'],
        ['b / c', member.clone()],
      ],
      { voting: 'soft', weights: [0.3, 5, 0.7] },
    );
    return clf.fit(x, names);
  }

  it('votes as it did, to the bit, soft and hard, and can be changed as any other', async () => {
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

  it('can be fitted again where build is given, for all members or by name', async () => {
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

  it('is replaced as a whole: what an interrupted save has left does no harm, and is cleared by the next', async () => {
    const clf = await fitted();
    await saveEnsemble(clf, dir);
    const first = await readdir(dir);
    expect(first.filter((file) => file !== 'ensemble.json')).toHaveLength(4); // two members of two files
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

  it('is read from a web server, too', async () => {
    const clf = await fitted();
    await saveEnsemble(clf, dir);
    await served(dir, async (url) => {
      const loaded = await loadEnsemble<string, 'soft'>(url);
      expect(await loaded.predictProba(x)).toEqual(await clf.predictProba(x));
      loaded.dispose();
    });
    clf.dispose();
  });

  it('is not loaded where a member is missing, or from something else', async () => {
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
      /holds no ensemble: expected format mlp-lab\/ensemble@1, received .*@9/,
    );
    await expect(loadEnsemble(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'bad-data' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is not saved before it is fitted, or with members of another kind', async () => {
    const unfitted = new VotingClassifier<Rows, number>([['a', new LayersClassifier(options)]]);
    await expect(saveEnsemble(unfitted, dir)).rejects.toThrow(/not fitted yet/);
    const others = await new VotingClassifier<Rows, number>([['stub', new Stub(y)]]).fit(x, y);
    await expect(saveEnsemble(others, dir)).rejects.toThrow(/only LayersClassifiers can be saved: 'stub' is/);
  });
});

async function cut(file: string): Promise<void> {
  await writeFile(file, (await readFile(file)).subarray(0, 40));
}

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[5] ^= 1;
  await writeFile(file, bytes);
}

async function edit(file: string, change: (model: Record<string, unknown>) => void): Promise<void> {
  const model = JSON.parse(await readFile(file, 'utf8'));
  change(model);
  await writeFile(file, JSON.stringify(model));
}

/** Serves a folder's files while `use` runs. */
async function served(folder: string, use: (url: string) => Promise<void>): Promise<void> {
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
