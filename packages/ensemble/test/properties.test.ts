// Properties of every vote, tested with random ones. Weights and probabilities are multiples of 1/16, so sums are exact in any order.
import { hardVote, softVote, VotingClassifier } from '@mlp-lab/ensemble';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Stub } from './estimators/stub';

const CLASSES = 4;
const sixteenths = (from: number, to: number) => fc.integer({ min: from * 16, max: to * 16 }).map((n) => n / 16);

/** 1 to 6 members with weights, on 1 to 8 samples, and a permutation of the members. */
const votes = fc
  .record({ members: fc.integer({ min: 1, max: 6 }), rows: fc.integer({ min: 1, max: 8 }) })
  .chain(({ members, rows }) => {
    const all = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: members, maxLength: members });
    const each = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: rows, maxLength: rows });
    const row = fc.array(sixteenths(0, 1), { minLength: CLASSES, maxLength: CLASSES });
    return fc.record({
      labels: all(each(fc.integer({ min: 0, max: CLASSES - 1 }))),
      probabilities: all(each(row)),
      weights: all(sixteenths(-2, 4)),
      order: fc.shuffledSubarray([...Array(members).keys()], { minLength: members, maxLength: members }),
      dropped: all(fc.boolean()),
    });
  });

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('for all votes', () => {
  it('permuting the members and their weights changes nothing', () => {
    fc.assert(
      fc.property(votes, ({ labels, probabilities, weights, order }) => {
        const permuted = <Item>(items: Item[]) => order.map((i) => items[i]);
        expect(hardVote(permuted(labels), permuted(weights))).toEqual(hardVote(labels, weights));
        fc.pre(sum(weights) !== 0);
        expect(softVote(permuted(probabilities), permuted(weights))).toEqual(softVote(probabilities, weights));
      }),
    );
  });

  it('scaling the weights changes nothing', () => {
    fc.assert(
      fc.property(votes, fc.integer({ min: -8, max: 8 }), ({ labels, probabilities, weights }, exponent) => {
        const scaled = weights.map((weight) => weight * 2 ** exponent);
        expect(hardVote(labels, scaled)).toEqual(hardVote(labels, weights));
        fc.pre(sum(weights) !== 0);
        expect(softVote(probabilities, scaled)).toEqual(softVote(probabilities, weights));
      }),
    );
  });

  it('dropping a member is equivalent to removing it and its weight', async () => {
    await fc.assert(
      fc.asyncProperty(votes, async ({ labels, probabilities, weights, dropped }) => {
        const kept = weights.filter((_, m) => !dropped[m]);
        fc.pre(sum(kept) !== 0);
        const members = labels.map((own, m) => [`m${m}`, new Stub(own, probabilities[m])] as const);
        const y = ['a', 'b', 'c', 'd'];
        const without = new VotingClassifier(
          members.map(([name, stub], m) => [name, dropped[m] ? 'drop' : stub] as const),
          { voting: 'soft', weights },
        );
        const absent = new VotingClassifier(
          members.filter((_, m) => !dropped[m]),
          { voting: 'soft', weights: kept },
        );
        await without.fit([], y);
        await absent.fit([], y);
        expect(await without.predictProba([])).toEqual(await absent.predictProba([]));
        expect(await without.transform([])).toEqual(await absent.transform([]));
        without.voting = 'hard';
        absent.voting = 'hard';
        expect(await without.predict([])).toEqual(await absent.predict([]));
      }),
    );
  });

  it('equal weights are equivalent to no weights, and the mean lies between the members', () => {
    fc.assert(
      fc.property(votes, ({ labels, probabilities }) => {
        const ones = labels.map(() => 1);
        expect(hardVote(labels, ones)).toEqual(hardVote(labels));
        const { probabilities: mean } = softVote(probabilities);
        expect(softVote(probabilities, ones).probabilities).toEqual(mean);
        mean.forEach((row, i) => {
          row.forEach((p, k) => {
            const given = probabilities.map((rows) => rows[i][k]);
            expect(p).toBeGreaterThanOrEqual(Math.min(...given));
            expect(p).toBeLessThanOrEqual(Math.max(...given));
          });
        });
      }),
    );
  });
});
