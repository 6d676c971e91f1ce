// Whatever values the exported functions and methods receive, what they throw is an MlpLabError.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import * as ensemble from '@mlp-lab/ensemble';
import * as layers from '@mlp-lab/ensemble/layers';
import { io } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { blobs, build } from './blobs';
import { Stub } from './estimators/stub';

const { VotingClassifier, LabelEncoder } = ensemble;
const { LayersClassifier } = layers;

// biome-ignore-start format: one value after another
const scalar = fc.constantFrom<unknown>(
  undefined,
  null,
  true,
  false,
  0,
  1,
  2,
  -1,
  0.5,
  2 ** 31,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  0n,
  5n,
  '',
  'a',
  'soft',
  'drop',
  Symbol('s'),
);
const array = fc.oneof(
  fc.array(scalar, { maxLength: 4 }),
  fc.array(fc.array(scalar, { maxLength: 3 }), { maxLength: 3 }),
  fc.array(fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }), { maxLength: 2 }),
  fc.constantFrom<unknown>(
    Float32Array.of(0.5, 0.5),
    Uint8Array.of(0, 1),
    new Int32Array(),
    BigInt64Array.of(0n, 1n),
    new DataView(new ArrayBuffer(8)),
    new Array(3),
    [[0, 1], [1]],
    [
      [0.5, 0.5],
      [0.1, 0.9],
    ],
    [0, 1],
    ['a', 'b'],
    [[0], [1]],
  ),
);
const object = fc.oneof(
  fc.constantFrom<unknown>(
    {},
    Object.create(null),
    new Date(0),
    new Map(),
    new Set([1]),
    /x/,
    new Error('e'),
    () => 1,
    { length: 2 },
    { length: 2 ** 40 },
    { length: -1 },
    { length: '2' },
    { shape: null },
    { data: null, shape: [1] },
    { dataSync: 1, shape: [2] },
    { data: Float32Array.of(0.5, 0.5, 1, 0), shape: [2, 2] },
    { data: BigInt64Array.of(1n, 2n), shape: [2] },
    { data: [0, 1], shape: [2, 1] },
    { data: Float32Array.of(1), shape: [2, 2] },
    { shape: [2], dataSync: () => Int32Array.of(0, 1) },
    { constructor: { name: {} } },
  ),
  fc.dictionary(
    fc.constantFrom(
      'voting',
      'weights',
      'nJobs',
      'seed',
      'maxSubsets',
      'tolerance',
      'sampleWeight',
      'deep',
      'estimators',
      'm',
      'm__c',
      'build',
      'estimators_',
      'le_',
      'namedEstimators_',
      'constructor',
    ),
    fc.oneof(scalar, array),
    { maxKeys: 4 },
  ),
);
// biome-ignore-end format: one value after another
const anything = fc.oneof(scalar, array, object);
const member = fc.record(
  { fit: anything, predict: anything, predictProba: anything, clone: anything },
  { requiredKeys: [] },
);
const estimators = fc.oneof(
  anything,
  fc.array(fc.tuple(fc.oneof(fc.constantFrom('m', 'n', 'a__b', 'voting'), anything), fc.oneof(anything, member)), {
    maxLength: 3,
  }),
);

/** What is thrown, or the reason of a rejected promise. */
async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

async function expectMlpLabError(call: () => unknown): Promise<void> {
  const thrown = await thrownBy(call);
  if (thrown === undefined || thrown instanceof MlpLabError) return;
  throw new Error(`expected an MlpLabError, received ${String(thrown)}`, { cause: thrown });
}

const runs = { numRuns: 200 };
const functions = Object.entries({ ...ensemble, ...layers }).filter(
  ([name, value]) => typeof value === 'function' && !name.match(/^[A-Z]/),
) as [string, (...given: unknown[]) => unknown][];

it('covers all exports', () => {
  expect(functions.map(([name]) => name).sort()).toEqual([
    'accuracyBySize',
    'accuracyScore',
    'agreement',
    'argmax',
    'classifierOf',
    'cohenKappaScore',
    'fitWeights',
    'folderHandler',
    'hardVote',
    'loadEnsemble',
    'loadModel',
    'mixtureWeights',
    'pairwiseAgreement',
    'saveEnsemble',
    'sizeCurve',
    'softVote',
  ]);
  const classes = Object.keys({ ...ensemble, ...layers }).filter((name) => name.match(/^[A-Z]/));
  expect(classes.sort()).toEqual(['LabelEncoder', 'LayersClassifier', 'VotingClassifier']);
});

describe('functions', () => {
  it.each(functions)('%s', async (_, exported) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 4 }), (given) => expectMlpLabError(() => exported(...given))),
      runs,
    );
  });

  it('loadModel of a handler that loads anything', async () => {
    await fc.assert(
      fc.asyncProperty(anything, (artifacts) =>
        expectMlpLabError(() => layers.loadModel({ load: async () => artifacts as never }, 'a model')),
      ),
      runs,
    );
  });

  it.each(['agreement', 'accuracyBySize', 'fitWeights'] as const)('%s of a fitted ensemble', async (name) => {
    const fitted = await new VotingClassifier([
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
    ]).fit('x', [0, 1]);
    const exported = Object.fromEntries(functions)[name];
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 3 }), (given) =>
        expectMlpLabError(() => exported(fitted, ...given)),
      ),
      runs,
    );
  });
});

describe('methods', () => {
  const methods = (prototype: object) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
      .map(([name]) => name);
  type Instance = Record<string, (...given: unknown[]) => unknown>;
  const call = (instance: unknown, name: string, given: unknown[]) => (instance as Instance)[name](...given);

  it.each(methods(LabelEncoder.prototype))('LabelEncoder.%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 2 }), fc.boolean(), (given, fitted) =>
        expectMlpLabError(() => call(fitted ? new LabelEncoder().fit(['a', 'b']) : new LabelEncoder(), name, given)),
      ),
      runs,
    );
  });

  it('the constructor and getters of VotingClassifier', async () => {
    await fc.assert(
      fc.asyncProperty(estimators, anything, (members, options) =>
        expectMlpLabError(() => {
          const clf = new VotingClassifier(members as never, options as never);
          return [clf.namedEstimators, clf.voting, clf.nFeaturesIn_];
        }),
      ),
      runs,
    );
  });

  it.each(methods(VotingClassifier.prototype))('VotingClassifier.%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(estimators, fc.array(anything, { maxLength: 3 }), (members, given) =>
        expectMlpLabError(() => call(new VotingClassifier(members as never), name, given)),
      ),
      runs,
    );
  });

  it.each(methods(VotingClassifier.prototype))('VotingClassifier.%s, fitted, with any predictions', async (name) => {
    const settings = fc.record(
      { voting: fc.constantFrom('hard', 'soft'), weights: anything, estimators },
      { requiredKeys: ['voting'] },
    );
    await fc.assert(
      fc.asyncProperty(anything, settings, fc.array(anything, { maxLength: 3 }), async (answer, changes, given) => {
        const predict = () => answer as never;
        const odd = { fit() {}, predict, predictProba: predict, clone: () => odd };
        const clf = await new VotingClassifier([['m', odd]]).fit('x', [0, 1]);
        Object.assign(clf, changes); // attributes can be set directly
        await expectMlpLabError(() => call(clf, name, given));
      }),
      runs,
    );
  });

  const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-fuzz-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  /** Nothing may be saved elsewhere. */
  const inFolder = (value: unknown) => (typeof value === 'string' ? join(folder, value) : value);

  const { x, y } = blobs(6);
  const predicting = new LayersClassifier({ build, epochs: 0 }).fit(x, y);

  it.each(methods(LayersClassifier.prototype).filter((name) => name !== 'dispose'))(
    'LayersClassifier.%s',
    async (name) => {
      const fitted = await predicting;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(anything, fc.constantFrom(x, y)), { maxLength: 3 }),
          fc.boolean(),
          (given, isFitted) =>
            expectMlpLabError(() =>
              call(isFitted ? fitted : new LayersClassifier({ build, epochs: 0 }), name, given.map(inFolder)),
            ),
        ),
        runs,
      );
    },
  );

  it('LayersClassifier with any parameter', async () => {
    const names = Object.keys(new LayersClassifier().getParams()).filter((name) => name !== 'seed');
    const parameters = fc.dictionary(fc.constantFrom(...names, 'batch_size'), anything, { maxKeys: 2 });
    await fc.assert(
      fc.asyncProperty(parameters, anything, (given, labels) =>
        expectMlpLabError(async () => {
          const clf = await new LayersClassifier({ build, epochs: 0, ...given }).fit(x, y);
          await clf.score(x, labels as never).finally(() => clf.dispose());
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('LayersClassifier.load', async () => {
    await fc.assert(
      fc.asyncProperty(anything, anything, (location, code) =>
        expectMlpLabError(() => LayersClassifier.load(location as never, code as never)),
      ),
      runs,
    );
    await expectMlpLabError(() => LayersClassifier.load(io.fromMemory({ modelTopology: {} })));
  });
});
