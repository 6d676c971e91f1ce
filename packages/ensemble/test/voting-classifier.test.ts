// What scikit-learn's own tests do not cover: parameters read by predict, setParams, nJobs, verbose.
import { classifierOf, type Estimator, type FitOptions, VotingClassifier } from '@mlp-lab/ensemble';
import { afterEach, describe, expect, it, vi } from 'vitest';
import fixture from '../../../fixtures/ensemble/measures.json';
import { LogisticRegression } from './estimators/logistic-regression';
import { NearestCentroid } from './estimators/nearest-centroid';
import { Stub } from './estimators/stub';

const two = () =>
  new VotingClassifier([['a', new Stub([1], [[0.4, 0.6]])] as const, ['b', new Stub([0], [[0.9, 0.1]])] as const]);

describe('VotingClassifier', () => {
  it('fits clones on encoded labels and leaves the originals unfitted', async () => {
    const original = new Stub([1, 0]);
    const clf = await new VotingClassifier([['m', original]]).fit('rows', ['b', 'a']);
    expect(original.fittedOn).toBeUndefined();
    expect((clf.estimators_[0] as Stub).fittedOn).toEqual({ x: 'rows', y: [1, 0], options: [] });
    expect(await clf.predict('rows')).toEqual(['b', 'a']);
  });

  it('hands a signal to the members, alone or with sample weights', async () => {
    const { signal } = new AbortController();
    const clf = await new VotingClassifier([['m', new Stub([0, 1])]]).fit('rows', [0, 1], { signal });
    expect((clf.estimators_[0] as Stub).fittedOn?.options).toEqual([{ signal }]);
    const sampleWeight = [1, 2];
    let received: FitOptions | undefined;
    const reading = classifierOf((_x, _y, options) => {
      received = { ...options };
      return { predict: () => [0] };
    });
    await new VotingClassifier([['inner', new VotingClassifier([['m', reading]])]]).fit([], [0, 1], {
      signal,
      sampleWeight,
    });
    expect(received).toEqual({ signal, sampleWeight });
  });

  it.each([null, 1, -1])('a signal ends fit after members that do not read it, with nJobs %s', async (nJobs) => {
    const controller = new AbortController();
    const disposed: string[] = [];
    const fits: string[] = [];
    const member = (name: string): Estimator => ({
      async fit() {
        fits.push(name);
        await Promise.resolve();
        controller.abort('enough');
      },
      predict: () => [0, 0],
      clone: () => member(name),
      dispose: () => disposed.push(name),
    });
    const clf = new VotingClassifier(
      ['a', 'b'].map((name) => [name, member(name)] as const),
      { nJobs },
    );
    const fit = clf.fit([], [0, 1], { signal: controller.signal });
    await expect(fit).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
    expect(disposed).toEqual(fits);
    expect(fits).toHaveLength(nJobs === -1 ? 2 : 1);
    await expect(clf.predict([])).rejects.toThrow('not fitted yet');
    const never = clf.fitTransform([], [0, 1], { signal: AbortSignal.abort() });
    await expect(never).rejects.toMatchObject({ code: 'aborted' });
    const prefit = new VotingClassifier([['m', new Stub()]], { prefit: true });
    await expect(prefit.fit([], [0, 1], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    expect(disposed).toEqual(fits);
    // @ts-expect-error a controller is no signal
    await expect(clf.fit([], [0, 1], { signal: controller })).rejects.toThrow('signal: expected an AbortSignal');
  });

  it('awaits asynchronous members', async () => {
    const remote = {
      fit: async () => {},
      predict: async () => Uint8Array.of(1),
      clone: () => remote,
    };
    const clf = await new VotingClassifier([['remote', remote]]).fit([], [5, 7]);
    expect(await clf.predict([])).toEqual([7]);
  });

  it('reads voting and weights in predict', async () => {
    const clf = two();
    await clf.fit([], ['x', 'y']);
    expect(await clf.predict([])).toEqual(['x']);
    clf.weights = [1, 0.5];
    expect(await clf.predict([])).toEqual(['y']);
    clf.voting = 'soft';
    expect('predictProba' in clf).toBe(true);
    expect(await clf.predictProba?.([])).toEqual([[(0.4 + 0.45) / 1.5, (0.6 + 0.05) / 1.5]]);
    expect(await clf.predict([])).toEqual(['x']);
    clf.voting = 'hard';
    expect('predictProba' in clf).toBe(false);
  });

  it('ignores weights beyond the last member in predict, as Python does, and refuses too few', async () => {
    const clf = two();
    await clf.fit([], [0, 1]);
    clf.weights = [1, 0.5, 100];
    expect(await clf.predict([])).toEqual([1]);
    clf.weights = [1];
    await expect(clf.predict([])).rejects.toThrow(
      'the number of weights must be the number of members: expected 2, received 1',
    );
  });

  it('names the member without predictProba', async () => {
    const clf = new VotingClassifier([['nc', new NearestCentroid()]]).setParams({ voting: 'soft' });
    await clf.fit([[0], [1]], [0, 1]);
    await expect(clf.predict([[0]])).rejects.toThrow('have predictProba, received NearestCentroid');
  });

  it('refuses a vote for a class that was not seen during fit', async () => {
    const clf = await new VotingClassifier([['m', new Stub([7])]]).fit([], [0, 1]);
    await expect(clf.predict([])).rejects.toThrow('expected an integer from 0 to 1, received 7');
  });

  it('can be cloned, with the same parameters and clones of its members', () => {
    const members = [['lr', new LogisticRegression(3)] as const, ['x', 'drop'] as const];
    const clf = new VotingClassifier(members, { voting: 'soft', weights: [1, 2], nJobs: 2, flattenTransform: false });
    const clone = clf.clone();
    expect(clone.getParams()).toEqual({ ...clf.getParams(), estimators: clone.estimators, lr: clone.estimators[0][1] });
    expect(clone.getParams()).toMatchObject({ voting: 'soft', weights: [1, 2], nJobs: 2, x: 'drop', lr__c: 3 });
    expect(clone.estimators[0][1]).not.toBe(clf.estimators[0][1]);
  });
});

describe('setParams', () => {
  it('sets estimators, then members by name, then their parameters', () => {
    const clf = two().setParams({
      lr__c: 5,
      lr: new LogisticRegression(2),
      estimators: [
        ['lr', new LogisticRegression()],
        ['other', 'drop'],
      ],
      nJobs: 3,
    });
    expect(clf.getParams({ deep: false }).nJobs).toBe(3);
    expect(clf.getParams()).toMatchObject({ lr__c: 5, other: 'drop' });
  });

  it('lists the valid names if one is unknown', () => {
    const message =
      "Invalid parameter 'c' for estimator VotingClassifier. Valid parameters are: ['estimators', 'flattenTransform', " +
      "'nJobs', 'verbose', 'voting', 'weights'], and the estimators ['a', 'b'].";
    expect(() => two().setParams({ c: 1 })).toThrow(message);
    expect(() => two().setParams({ c__k: 1 })).toThrow(message);
  });

  it('refuses parameters for a member without setParams', () => {
    expect(() => two().setParams({ a__k: 1 })).toThrow(
      "'a' has no parameters: expected an estimator with setParams, received Stub",
    );
    expect(() => two().setParams({ a: 'drop', a__k: 1 })).toThrow("received 'drop'");
    expect(() => two().setParams({ voting__k: 1 })).toThrow("'voting' has no parameters");
  });
});

describe('nJobs', () => {
  /** Counts how many are fitted concurrently. */
  class Slow extends Stub {
    static running = 0;
    static maximum = 0;
    static order: number[] = [];
    constructor(private id: number) {
      super();
    }
    override async fit(): Promise<void> {
      Slow.order.push(this.id);
      Slow.maximum = Math.max(Slow.maximum, ++Slow.running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      Slow.running--;
      if (this.id < 0) throw new Error(`member ${this.id} failed`);
    }
    override clone(): Slow {
      return new Slow(this.id);
    }
  }
  const fit = (ids: number[], nJobs: number | null) => {
    Object.assign(Slow, { maximum: 0, order: [] });
    const clf = new VotingClassifier(
      ids.map((id) => [`m${id}`, new Slow(id)] as const),
      { nJobs },
    );
    return clf.fit([], [0, 1]);
  };

  it.each([
    [null, 1],
    [1, 1],
    [3, 3],
    [9, 5],
    [-1, 5],
    [-2, 4],
    [-9, 1],
  ])('%s fits at most %i of five members concurrently', async (nJobs, maximum) => {
    await fit([1, 2, 3, 4, 5], nJobs);
    expect(Slow.maximum).toBe(maximum);
    expect(Slow.order).toEqual([1, 2, 3, 4, 5]);
  });

  it('0 is refused', async () => {
    await expect(fit([1], 0)).rejects.toThrow('must be null or an integer other than 0');
  });

  it('starts no further fit after a failure, and rejects once the running ones have ended', async () => {
    await expect(fit([1, -2, 3, 4, 5], 2)).rejects.toThrow('member -2 failed');
    expect(Slow.running).toBe(0);
    expect(Slow.order.length).toBeLessThan(5);
  });
});

describe('verbose', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('prints to the console only if it is true', async () => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => {});
    await two().fit([], [0, 1]);
    expect(print).not.toHaveBeenCalled();
    await two().setParams({ verbose: true }).fit([], [0, 1]);
    expect(print.mock.calls.map(([line]) => line.replace(/\d\.\ds/, '0.0s'))).toEqual([
      `[Voting] ${'.'.repeat(24)} (1 of 2) Processing a, total=   0.0s`,
      `[Voting] ${'.'.repeat(24)} (2 of 2) Processing b, total=   0.0s`,
    ]);
  });

  it.each(fixture.progress)('prints the same line as scikit-learn: $line', async ({ name, seconds, line }) => {
    vi.spyOn(performance, 'now')
      .mockReturnValueOnce(0)
      .mockReturnValueOnce(seconds * 1000);
    const print = vi.fn();
    await new VotingClassifier([[name, new Stub()]], { verbose: print }).fit([], [0, 1]);
    expect(print.mock.calls).toEqual([[line]]);
  });
});
