// The types of the public API: `tsc` checks this file.
import { LabelEncoder, type NamedEstimator, softVote, type Voting, VotingClassifier } from '@mlp-lab/ensemble';
import { LayersClassifier } from '@mlp-lab/ensemble/layers';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { GaussianNaiveBayes } from './estimators/gaussian-naive-bayes';
import { NearestCentroid } from './estimators/nearest-centroid';

type Pet = 'cat' | 'dog';
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
    const column = await clf.fit(rows, [[1], [2]] as number[][]);
    expectTypeOf(column.predict).returns.resolves.toEqualTypeOf<number[]>();
    expect((await clf.fit(rows, [['b'], ['a']])).classes_).toEqual(['a', 'b']);
    expect((await clf.fit(rows, [Uint8Array.of(3), Uint8Array.of(4)])).classes_).toEqual([3, 4]);
    // @ts-expect-error labels must be numbers, strings or booleans
    await clf.fit(rows, [{}]).catch(() => {});
  });

  it('labels of a union of literals keep their type, in a column, too', async () => {
    const pets: Pet[] = ['cat', 'dog'];
    const clf = await new VotingClassifier([['gnb', new GaussianNaiveBayes()]]).fit(rows, pets);
    expectTypeOf(clf.classes_).toEqualTypeOf<Pet[]>();
    expectTypeOf(new LabelEncoder().fit(pets.map((pet) => [pet])).classes_).toEqualTypeOf<Pet[]>();
    const fit = (y: Pet[]) => new LayersClassifier().fit(rows, y);
    expectTypeOf(fit).returns.resolves.toHaveProperty('predict').returns.resolves.toEqualTypeOf<Pet[]>();
    const others: string[] = ['cat', 'bird'];
    expect(await clf.score(rows, others)).toBe(0.5);
    expect((await clf.fit(rows, others)).classes_).toEqual(['bird', 'cat']);
  });

  it('the label type can be fixed in the constructor', async () => {
    const clf = new VotingClassifier<number[][], 'spam' | 'ham'>([['nc', new NearestCentroid()]]);
    expectTypeOf(clf.predict).returns.resolves.toEqualTypeOf<('spam' | 'ham')[]>();
    const refitted = await clf.fit(rows, ['spam', 'eggs'] as ('spam' | 'eggs')[]);
    expectTypeOf(refitted.predict).returns.resolves.toEqualTypeOf<('spam' | 'eggs')[]>();
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
    new VotingClassifier([['inner', new VotingClassifier<number[][], string>(members)]]);
    // @ts-expect-error a hard vote has no predictProba
    new VotingClassifier([['inner', new VotingClassifier(members)]], { voting: 'soft' });
  });

  it('members fitted before predict labels of their own', async () => {
    const answers = { fit() {}, predict: () => ['cat'], clone: () => answers };
    const pets: Pet[] = ['cat', 'dog'];
    const clf = await new VotingClassifier([['answers', answers]], { prefit: true }).fit(rows, pets);
    expectTypeOf(clf.predict).returns.resolves.toEqualTypeOf<Pet[]>();
    const gnb = await new VotingClassifier([['gnb', new GaussianNaiveBayes()]]).fit(rows, pets);
    const outer = new VotingClassifier([['gnb', gnb]], { prefit: true });
    expect(await (await outer.fit(rows, pets)).predict(rows)).toEqual(pets);
  });

  it('softVote accepts typed arrays as rows', () => {
    expectTypeOf(softVote([[Float32Array.of(1)]]).labels).toEqualTypeOf<Uint32Array>();
  });
});
