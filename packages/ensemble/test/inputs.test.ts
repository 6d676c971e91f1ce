// What members may return, and what the public functions accept and refuse.
import {
  accuracyScore,
  argmax,
  fitWeights,
  hardVote,
  LabelEncoder,
  mixtureWeights,
  type NamedEstimator,
  pairwiseAgreement,
  sizeCurve,
  softVote,
  VotingClassifier,
} from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';
import { Stub } from './estimators/stub';

const refused = (message: string) => ({ code: 'invalid-argument', message });

describe('a member that returns', () => {
  const expectRefusal = async (voting: 'hard' | 'soft', given: unknown, message: string) => {
    const answer = () => given as never;
    const odd = { fit() {}, predict: answer, predictProba: answer, clone: () => odd };
    const clf = await new VotingClassifier([['odd', odd]], { voting }).fit('x', ['a', 'b', 'a']);
    for (const call of [clf.predict('x'), clf.transform('x'), clf.score('x', ['a', 'b', 'a'])])
      await expect(call).rejects.toMatchObject(refused(message));
  };

  it.each([
    [
      '{ data, shape }',
      { data: Int32Array.of(0, 1, 0), shape: [3] },
      'an array of encoded labels, one per sample, received an object',
    ],
    ['nothing', undefined, 'an array of encoded labels, one per sample, received undefined'],
    ['null', null, 'an array of encoded labels, one per sample, received null'],
    ['a Set', new Set([0, 1, 0]), 'an array of encoded labels, one per sample, received Set'],
    ['a string', '010', "an array of encoded labels, one per sample, received '010'"],
    ['a column', [[0], [1], [0]], 'numbers, received [0] at index 0'],
    ['text', [0, '1', 0], "numbers, received '1' at index 1"],
    ['missing labels', [0, undefined, 0], 'numbers, received undefined at index 1'],
    ['booleans', [false, true, false], 'numbers, received false at index 0'],
    ['BigInts', BigInt64Array.of(0n, 1n, 0n), 'numbers, received 0n at index 0; convert BigInts with Number(value)'],
  ])('%s from predict is named', (_, given, expected) =>
    expectRefusal('hard', given, `predict of member 'odd': expected ${expected}`),
  );

  const rows = 'a row of probabilities per sample, as an array of arrays or { data, shape: [samples, classes] }';
  it.each([
    [
      '{ data, shape }',
      { data: Float32Array.of(1, 0, 0, 1, 1, 0), shape: [3, 2] },
      'an array with a row of probabilities per sample, received an object',
    ],
    ['nothing', undefined, 'an array with a row of probabilities per sample, received undefined'],
    ['a flat typed array', Float32Array.of(1, 0, 0, 1, 1, 0), `${rows}, received 1 for sample 0`],
    ['a missing row', [[1, 0], undefined, [1, 0]], '2 probabilities per sample, received undefined for sample 1'],
    [
      'a longer row',
      [
        [1, 0],
        [0, 1, 0],
        [1, 0],
      ],
      '2 probabilities per sample, received [0, 1, 0] for sample 1',
    ],
    [
      'text',
      [
        [1, 0],
        [0, '1'],
        [1, 0],
      ],
      "numbers, received '1' for sample 1",
    ],
    ['nested arrays', [[[1], [0]]], 'numbers, received [1] for sample 0'],
    [
      'one column for two classes',
      [[1], [0], [1]],
      'a probability for each of 2 classes, received 1 per sample; a single probability p of class 1 must become [1 - p, p]',
    ],
  ])('%s from predictProba is named', (_, given, expected) =>
    expectRefusal('soft', given, `predictProba of member 'odd': expected ${expected}`),
  );

  it('a different number of samples is named', async () => {
    const members = [
      [
        'one',
        new Stub(
          [0, 1],
          [
            [1, 0],
            [0, 1],
          ],
        ),
      ] as const,
      ['two', new Stub([0], [[1, 0]])] as const,
    ];
    const clf = await new VotingClassifier(members, { voting: 'soft' }).fit('x', [0, 1]);
    await expect(clf.predict('x')).rejects.toThrow("predictProba of member 'two': expected probabilities of 2 samples");
    clf.voting = 'hard';
    await expect(clf.predict('x')).rejects.toThrow("predict of member 'two': expected votes on 2 samples");
  });

  it('a class that was not seen during fit is named if it wins', async () => {
    const members = [['good', new Stub([0, 1])] as const, ['odd', new Stub([7, 1])] as const];
    const clf = await new VotingClassifier(members).fit('x', ['a', 'b']);
    expect(await clf.predict('x')).toEqual(['a', 'b']); // scikit-learn ignores it if it loses
    clf.weights = [1, 2];
    await expect(clf.predict('x')).rejects.toThrow(
      "predict of member 'odd': a vote must be an encoded label: expected an integer from 0 to 1, received 7 for sample 0",
    );
  });

  it('typed arrays is equivalent to one that returns arrays', async () => {
    const typed = new Stub(Uint8Array.of(1, 0) as never, [Float64Array.of(0.25, 0.75), Float64Array.of(1, 0)] as never);
    const clf = await new VotingClassifier([['typed', typed]], { voting: 'soft' }).fit('x', ['a', 'b']);
    expect(await clf.predict('x')).toEqual(['b', 'a']);
    expect(await clf.predictProba('x')).toEqual([
      [0.25, 0.75],
      [1, 0],
    ]);
    expect(await clf.transform('x')).toEqual([
      [0.25, 0.75],
      [1, 0],
    ]);
    clf.voting = 'hard';
    expect(await clf.predict('x')).toEqual(['b', 'a']);
    expect(await clf.transform('x')).toEqual([[1], [0]]);
  });

  it('nothing from clone is named', async () => {
    const odd = Object.assign(new Stub(), { clone: () => undefined as never });
    await expect(new VotingClassifier([['odd', odd]]).fit('x', [0, 1])).rejects.toMatchObject({
      code: 'bad-model',
      message:
        "clone of member 'odd' must return an estimator: received undefined, which has no method fit, predict, clone",
    });
  });
});

describe('votes on { data, shape } and tensors', () => {
  const rows = [
    [0.25, 0.75],
    [0.5, 0.5],
    [0.9, 0.1],
  ];
  const flat = { data: Float64Array.from(rows.flat()), shape: [3, 2] };
  const tensor = { shape: [3, 2], dataSync: () => Float64Array.from(rows.flat()) };
  const other = [
    [0.5, 0.5],
    [0.6, 0.4],
    [0, 1],
  ];

  it('agree with votes on rows', () => {
    const expected = softVote([rows, other], [2, 1]);
    for (const given of [flat, tensor]) {
      expect(softVote([given, other], [2, 1])).toEqual(expected);
      expect(sizeCurve([given, other], [0, 1, 1])).toEqual(sizeCurve([rows, other], [0, 1, 1]));
      expect(mixtureWeights([given, other], [1, 0, 0])).toEqual(mixtureWeights([rows, other], [1, 0, 0]));
    }
    const votes = [1, 0, 0];
    const column = { data: Int32Array.from(votes), shape: [3, 1] };
    expect(hardVote([column, votes, [0, 1, 1]])).toEqual(hardVote([votes, votes, [0, 1, 1]]));
    expect(pairwiseAgreement([column, [0, 1, 1]])).toEqual(pairwiseAgreement([votes, [0, 1, 1]]));
  });

  it.each([
    [
      'another size',
      { data: new Float32Array(5), shape: [3, 2] },
      'member 0: expected 6 values for shape [3, 2], received 5 values',
    ],
    ['another rank', { data: new Float32Array(6), shape: [6] }, 'member 0: expected a row of probabilities per sample'],
    [
      'no shape',
      { data: new Float32Array(6), shape: 6 },
      'member 0: expected { data, shape } with an array of numbers',
    ],
    [
      'BigInts',
      { data: new BigInt64Array(6), shape: [3, 2] },
      'received 0n at index 0; convert BigInts with Number(value)',
    ],
    [
      'a disposed tensor',
      {
        shape: [3, 2],
        dataSync: () => {
          throw new Error('Tensor is disposed.');
        },
      },
      'member 0: expected a tensor that can be read, received Tensor is disposed.',
    ],
  ])('refuse %s', (_, given, message) => {
    expect(() => softVote([given as never])).toThrow(message);
  });
});

describe('labels', () => {
  const clf = () => new VotingClassifier([['m', new Stub([0, 1])]]);

  it.each([
    ['BigInt values', [1n, 2n], 'received 1n; convert BigInts with Number(label)'],
    ['a BigInt64Array', BigInt64Array.of(1n, 2n), 'received 1n; convert BigInts with Number(label)'],
    [
      'several columns',
      { data: Int32Array.of(1, 2), shape: [1, 2] },
      'expected one label per sample, received shape [1, 2]',
    ],
    ['a scalar tensor', { shape: [], dataSync: () => [1] }, 'expected one label per sample, received shape []'],
    ['missing labels', [1, undefined], 'received undefined'],
    ['null', null, 'must be an array of labels, one per sample: received null'],
  ])('given as %s are refused by name', async (_, y, message) => {
    await expect(clf().fit('x', y as never)).rejects.toMatchObject(refused(expect.stringContaining(message) as never));
    const fitted = await clf().fit('x', [1, 2]);
    await expect(fitted.score('x', y as never)).rejects.toMatchObject(
      refused(expect.stringContaining(message) as never),
    );
    for (const call of [() => accuracyScore(y as never, [1, 2]), () => new LabelEncoder().fit(y as never)])
      expect(call).toThrow(message);
  });
});

describe('options', () => {
  it.each([
    ['votting', 'did you mean voting?'],
    ['flatten_transform', 'did you mean flattenTransform?'],
    ['n_jobs', 'did you mean nJobs?'],
    ['estimator', 'expected one of voting, weights, nJobs, flattenTransform, verbose'],
  ])('of VotingClassifier do not include %s', (name, hint) => {
    const members: NamedEstimator[] = [['m', new Stub()]];
    expect(() => new VotingClassifier(members, { [name]: 1 })).toThrowError(
      expect.objectContaining({
        code: 'invalid-argument',
        message: `VotingClassifier: unknown option '${name}': ${hint}`,
      }),
    );
  });

  it('of other functions are checked as well', async () => {
    const clf = await new VotingClassifier(
      [
        [
          'm',
          new Stub(
            [0, 1],
            [
              [1, 0],
              [0, 1],
            ],
          ),
        ],
      ],
      { voting: 'soft' },
    ).fit('x', [0, 1]);
    const options = { sample_weight: [1, 1], max_subsets: 1, tol: 1, depp: true } as never;
    expect(() => accuracyScore([1], [1], options)).toThrow(
      "unknown option 'sample_weight': did you mean sampleWeight?",
    );
    await expect(clf.score('x', [0, 1], options)).rejects.toThrow('did you mean sampleWeight?');
    expect(() => sizeCurve([[0]], [0], { max_subsets: 1 } as never)).toThrow('did you mean maxSubsets?');
    expect(() => mixtureWeights([[[1]]], [0], { tol: 1 } as never)).toThrow("mixtureWeights: unknown option 'tol'");
    await expect(fitWeights(clf, 'x', [0, 1], { max_iter: 1 } as never)).rejects.toThrow("unknown option 'max_iter'");
    expect(() => clf.getParams({ depp: true } as never)).toThrow('did you mean deep?');
    expect(() => new VotingClassifier([], 'soft' as never)).toThrow(
      "options of VotingClassifier: expected an object, received 'soft'",
    );
  });

  it('that are null have their defaults', async () => {
    const nothing = { voting: null, weights: null, nJobs: null, flattenTransform: null, verbose: null } as never;
    const clf = new VotingClassifier([['m', new Stub([0, 1])]], nothing);
    expect(clf.getParams({ deep: null as never })).toMatchObject({
      voting: 'hard',
      flattenTransform: true,
      verbose: false,
    });
    await (await new VotingClassifier([['m', new Stub([0, 1])]], null).fit('x', [0, 1], null)).score('x', [0, 1], null);
    expect(sizeCurve([[0]], [0], { maxSubsets: null, seed: null } as never)).toEqual(sizeCurve([[0]], [0]));
    expect(hardVote([[2]], null, null)).toEqual(Uint32Array.of(2));
  });
});

describe('argmax', () => {
  it('refuses no numbers and other values', () => {
    expect(() => argmax([])).toThrow('values: expected at least one number, received none');
    expect(() => argmax([1, null] as never)).toThrow('values: expected numbers, received null at index 1');
  });
});
