// The types of the public API: `tsc` checks this file.
import { type NamedEstimator, softVote, type Voting, VotingClassifier } from '@mlp-lab/ensemble';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { GaussianNaiveBayes } from './estimators/gaussian-naive-bayes';
import { NearestCentroid } from './estimators/nearest-centroid';

const rows = [[0], [1]];

describe('types', () => {
  it('predict returns the label type of y', async () => {
    const clf = new VotingClassifier([['gnb', new GaussianNaiveBayes()]]);
    const strings = await clf.fit(rows, ['b', 'a'] as string[]);
    expectTypeOf(strings.predict).returns.resolves.toEqualTypeOf<string[]>();
    expectTypeOf(strings.classes_).toEqualTypeOf<string[]>();
    const bytes = await clf.fit(rows, Uint8Array.of(0, 1));
    expectTypeOf(bytes.predict).returns.resolves.toEqualTypeOf<number[]>();
    const booleans = await clf.fit(rows, [true, false]);
    expectTypeOf(booleans.predict).returns.resolves.toEqualTypeOf<boolean[]>();
    // @ts-expect-error labels must be numbers, strings or booleans
    await clf.fit(rows, [{}]).catch(() => {});
  });

  it('the label type can be fixed in the constructor', async () => {
    const clf = new VotingClassifier<number[][], 'spam' | 'ham'>([['nc', new NearestCentroid()]]);
    expectTypeOf(clf.predict).returns.resolves.toEqualTypeOf<('spam' | 'ham')[]>();
    // @ts-expect-error not a label of this classifier
    await clf.fit(rows, ['spam', 'eggs']);
  });

  it('soft voting only accepts members with predictProba', () => {
    new VotingClassifier([['gnb', new GaussianNaiveBayes()]], { voting: 'soft' });
    new VotingClassifier([['nc', new NearestCentroid()]], { voting: 'hard' });
    new VotingClassifier([['nc', new NearestCentroid()]]);
    // @ts-expect-error NearestCentroid has no predictProba
    new VotingClassifier([['nc', new NearestCentroid()]], { voting: 'soft' });
    new VotingClassifier(
      [
        ['gnb', new GaussianNaiveBayes()],
        // @ts-expect-error one of the two members has no predictProba
        ['nc', new NearestCentroid()],
      ],
      { voting: 'soft' },
    );
  });

  it('predictProba exists for soft voting and may be undefined otherwise', () => {
    const members: NamedEstimator<'soft', number[][]>[] = [['gnb', new GaussianNaiveBayes()]];
    const soft = new VotingClassifier(members, { voting: 'soft' });
    expectTypeOf(soft.predictProba).toBeCallableWith(rows);
    expectTypeOf(soft.predictProba).returns.resolves.toEqualTypeOf<number[][]>();
    const hard = new VotingClassifier(members);
    expectTypeOf(hard.predictProba).extract<undefined>().toEqualTypeOf<undefined>();
    expectTypeOf(hard.setParams({ voting: 'soft' }).predictProba).toEqualTypeOf(soft.predictProba);
    const either = new VotingClassifier(members, { voting: 'soft' as Voting });
    expectTypeOf(either.predictProba).extract<undefined>().toEqualTypeOf<undefined>();
  });

  it('x has the type that the members accept', async () => {
    const clf = new VotingClassifier([['gnb', new GaussianNaiveBayes()]]);
    // @ts-expect-error the member accepts arrays of numbers
    await clf.fit('rows', [0, 1]).catch(() => {});
  });

  it('an unknown option or voting is an error', () => {
    // @ts-expect-error no such voting
    new VotingClassifier([['nc', new NearestCentroid()]], { voting: 'loud' });
    // @ts-expect-error no such option
    expect(() => new VotingClassifier([['nc', new NearestCentroid()]], { wieghts: [1] })).toThrow('mean weights');
  });

  it('an ensemble can be a member of another ensemble', () => {
    const members = [['gnb', new GaussianNaiveBayes()]] as const;
    const inner = new VotingClassifier(members, { voting: 'soft' });
    new VotingClassifier([['inner', inner]], { voting: 'soft' });
    new VotingClassifier([
      ['inner', new VotingClassifier(members)],
      ['nc', new NearestCentroid()],
    ]);
    new VotingClassifier([['inner', new VotingClassifier<number[][], number, 'soft'>(members, { voting: 'soft' })]]);
    // @ts-expect-error a hard vote has no predictProba
    new VotingClassifier([['inner', new VotingClassifier(members)]], { voting: 'soft' });
  });

  it('members fitted before predict labels of their own', async () => {
    const answers = { fit() {}, predict: () => ['cat'], clone: () => answers };
    const clf = await new VotingClassifier([['answers', answers]], { prefit: true }).fit(rows, ['cat', 'dog']);
    expectTypeOf(clf.predict).returns.resolves.toEqualTypeOf<string[]>();
  });

  it('softVote accepts typed arrays as rows', () => {
    expectTypeOf(softVote([[Float32Array.of(1)]]).labels).toEqualTypeOf<Uint32Array>();
  });
});
