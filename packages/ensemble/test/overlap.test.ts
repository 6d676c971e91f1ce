// Calls that overlap in time: each has the results of one consistent state.
import { type Estimator, VotingClassifier } from '@mlp-lab/ensemble';
import { LayersClassifier, saveEnsemble } from '@mlp-lab/ensemble/layers';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { blobs, build } from './blobs';

/** Waits whenever it fits or predicts, until the test lets it continue. */
class Gate {
  #waiting: (() => void)[] = [];
  readonly wait = () => new Promise<void>((resolve) => this.#waiting.push(resolve));
  /** Lets the call at `index` of those that wait continue, and everything that follows from it happen. */
  async open(index = 0): Promise<void> {
    this.#waiting.splice(index, 1)[0]();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Predicts the first class that it was fitted on, until it is disposed of. */
class Remembering implements Estimator<string> {
  alive = true;
  fittedOn: string | undefined;
  constructor(
    readonly gate: Gate,
    readonly all: Remembering[] = [],
    readonly level = 1,
  ) {}
  async fit(x: string): Promise<void> {
    await this.gate.wait();
    if (x === 'broken') throw new Error('broken data');
    this.fittedOn = x;
  }
  async predict(): Promise<number[]> {
    await this.gate.wait();
    if (!this.alive) throw new Error('predicted after dispose');
    return [this.level];
  }
  async predictProba(): Promise<number[][]> {
    const [label] = await this.predict();
    return [[label === 0 ? 0.75 : 0.25, label === 0 ? 0.25 : 0.75]];
  }
  clone(): Remembering {
    const copy = new Remembering(this.gate, this.all, this.level);
    this.all.push(copy);
    return copy;
  }
  setParams({ level }: { level: number }): void {
    Object.assign(this, { level });
  }
  dispose(): void {
    this.alive = false;
  }
}

describe('while predict waits', () => {
  const fitted = async (options = {}) => {
    const gate = new Gate();
    const member = new Remembering(gate);
    const clf = new VotingClassifier<string, string, 'soft'>([['m', member]], { voting: 'soft', ...options });
    const fit = clf.fit('first', ['a', 'b']);
    await gate.open();
    await fit;
    return { gate, member, clf };
  };

  it('fit does not change its result, and disposes of its members only afterwards', async () => {
    const { gate, member, clf } = await fitted();
    const predicted = clf.predict('x');
    const probabilities = clf.predictProba('x');
    const transformed = clf.transform('x');
    const refitted = clf.fit('second', ['c', 'd']);
    await gate.open(3);
    await refitted;
    expect(clf.classes_).toEqual(['c', 'd']);
    expect(member.all.map(({ alive }) => alive)).toEqual([true, true]);
    for (let call = 0; call < 3; call++) await gate.open();
    expect(await predicted).toEqual(['b']);
    expect(await probabilities).toEqual([[0.25, 0.75]]);
    expect(await transformed).toEqual([[0.25, 0.75]]);
    expect(member.all.map(({ alive }) => alive)).toEqual([false, true]);
  });

  it('dispose waits for it', async () => {
    const { gate, member, clf } = await fitted();
    const predicted = clf.predict('x');
    clf.dispose();
    await gate.open();
    expect(await predicted).toEqual(['b']);
    expect(member.all[0].alive).toBe(false);
  });

  it('voting, weights and flattenTransform do not change its result', async () => {
    const gate = new Gate();
    const members = [0, 1].map((level) => [`m${level}`, new Remembering(gate, [], level)] as const);
    const clf = new VotingClassifier(members, { voting: 'soft', weights: [1, 3], flattenTransform: false });
    const fit = clf.fit('x', ['a', 'b']);
    await gate.open();
    await gate.open();
    await fit;
    const predicted = clf.predict('x');
    const transformed = clf.transform('x');
    clf.setParams({ weights: [3, 1], voting: 'hard', flattenTransform: true, m1: 'drop' });
    for (let call = 0; call < 4; call++) await gate.open();
    expect(await predicted).toEqual(['b']);
    expect(await transformed).toEqual([[[0.75, 0.25]], [[0.25, 0.75]]]);
  });
});

describe('two calls of fit', () => {
  const start = () => {
    const gate = new Gate();
    const member = new Remembering(gate);
    const clf = new VotingClassifier<string, string>([['m', member]]);
    return { gate, member, clf, fits: [clf.fit('first', ['a', 'b']), clf.fit('second', ['c', 'd'])] };
  };

  it.each([
    ['the first call', [0, 0]],
    ['the second call', [1, 0]],
  ])('leave the members of the second, even if %s ends first', async (_, order) => {
    const { gate, member, clf, fits } = start();
    for (const index of order) await gate.open(index);
    await Promise.all(fits);
    expect(clf.classes_).toEqual(['c', 'd']);
    expect((clf.estimators_[0] as Remembering).fittedOn).toBe('second');
    expect(clf.namedEstimators_.m).toBe(clf.estimators_[0]);
    expect(member.all.map(({ alive }) => alive)).toEqual([false, true]);
  });

  it('leave the members of the first if the second fails', async () => {
    const gate = new Gate();
    const clf = new VotingClassifier<string, string>([['m', new Remembering(gate)]]);
    const good = clf.fit('first', ['a', 'b']);
    const bad = expect(clf.fit('broken', ['c', 'd'])).rejects.toThrow('broken data');
    await gate.open(1);
    await bad;
    await gate.open();
    await good;
    expect(clf.classes_).toEqual(['a', 'b']);
    expect((clf.estimators_[0] as Remembering).alive).toBe(true);
  });

  it('use the parameters from the time of the call', async () => {
    const { gate, clf } = start();
    const late = clf.fit('third', ['e', 'f']);
    clf.setParams({ m__level: 0 });
    clf.setParams({ estimators: [['other', 'drop']] });
    for (let call = 0; call < 3; call++) await gate.open();
    await late;
    expect(Object.keys(clf.namedEstimators_)).toEqual(['m']);
    expect((clf.estimators_[0] as Remembering).level).toBe(1);
  });

  it('each transform by their own members in fitTransform', async () => {
    const gate = new Gate();
    const member = new Remembering(gate);
    const clf = new VotingClassifier<string, string>([['m', member]]);
    const first = clf.fitTransform('first', ['a', 'b']);
    member.setParams({ level: 0 });
    const second = clf.fitTransform('second', ['c', 'd']);
    clf.voting = 'soft';
    await gate.open(1);
    await gate.open(1); // the second is done
    expect(await second).toEqual([[0]]);
    await gate.open();
    await gate.open();
    expect(await first).toEqual([[1]]);
    expect(clf.classes_).toEqual(['c', 'd']);
    expect(member.all.map(({ alive }) => alive)).toEqual([false, true]);
  });
});

describe('networks', () => {
  const { x, y } = blobs(30);
  const names = y.map((label) => ['ant', 'bee', 'cat'][label]);
  const options = { build, epochs: 2, seed: 3 };

  it('predict and save while another fit ends, and leak no tensor', async () => {
    const before = tf.memory().numTensors;
    const clf = await new LayersClassifier<number | string>(options).fit(x, y);
    const expected = await clf.predictProba(x);
    const stored: tf.io.ModelArtifacts[] = [];
    const handler = tf.io.withSaveHandler(async (artifacts) => {
      await again; // the save is under way when the fit ends
      stored.push(artifacts);
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    });
    const again = (clf as LayersClassifier).setParams({ seed: 4 }).fit(x, names);
    const [probabilities] = await Promise.all([clf.predictProba(x), clf.save(handler), again]);
    expect(probabilities).toEqual(expected);
    const saved = await LayersClassifier.load(tf.io.fromMemory(stored[0]));
    expect(await saved.predictProba(x)).toEqual(expected);
    expect(clf.classes_).toEqual(['ant', 'bee', 'cat']);
    expect(await clf.predictProba(x)).not.toEqual(expected);
    clf.dispose();
    saved.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('of two fits, the last one called remains', async () => {
    const before = tf.memory().numTensors;
    const clf = new LayersClassifier<number | string>({ ...options, epochs: 8 });
    const slow = clf.fit(x, y);
    const quick = clf.setParams({ epochs: 0 }).fit(x, names);
    await Promise.all([slow, quick]);
    expect(clf.classes_).toEqual(['ant', 'bee', 'cat']);
    clf.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('of an ensemble that is refitted are saved as they were', async () => {
    const before = tf.memory().numTensors;
    const clf = await new VotingClassifier([
      ['a', new LayersClassifier(options)],
      ['b', new LayersClassifier({ ...options, seed: 5 })],
    ]).fit(x, names);
    const again = clf.fit(x, names);
    const parts: string[] = [];
    await saveEnsemble(clf, (part) =>
      tf.io.withSaveHandler(async (artifacts) => {
        await again;
        parts.push(part);
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
      }),
    );
    expect(parts).toEqual([expect.stringMatching(/^member-1/), expect.stringMatching(/^member-2/), 'ensemble']);
    clf.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
