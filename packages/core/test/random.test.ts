import { createRandom, MlpLabError, trainingStreams } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/core/seeded_numbers.json' with { type: 'json' };

describe('createRandom', () => {
  it("draws JAX's Threefry bits", () => {
    for (const { seed, bits } of golden.threefry) expect([...createRandom(seed).bits(bits.length)]).toEqual(bits);
  });

  it('gives each position the same number, however many are drawn', () => {
    const random = createRandom(7);
    expect([...random.uniform(5)]).toEqual([...random.uniform(100).subarray(0, 5)]);
  });

  it('takes seed 0 and seeds beyond 32 bits as seeds like any other', () => {
    const first = [0, 1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER].map((seed) => createRandom(seed).bits(1)[0]);
    expect(new Set(first).size).toBe(first.length);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53, '1' as never])('refuses %s as a seed', (seed) => {
    expect(() => createRandom(seed)).toThrowError(MlpLabError);
    expect(() => createRandom(seed)).toThrowError(/seed must be an integer from 0 to 2\^53 - 1: received/);
  });

  it('keeps streams apart by name, by index and from their parent', () => {
    const random = createRandom(3);
    const sources = [random, random.stream('a'), random.stream('b'), random.stream(0), random.stream(1)];
    expect(new Set(sources.map((source) => source.bits(1)[0])).size).toBe(sources.length);
  });

  it('is uniform over [low, high), the low end included', () => {
    const numbers = createRandom(1).uniform(100_000, -2, 3);
    expect(Math.min(...numbers.subarray(0, 50_000))).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...numbers.subarray(0, 50_000))).toBeLessThan(3);
    // The mean of 100,000 has a standard deviation of 5 / sqrt(12) / sqrt(100000) = 0.0046; four of them.
    expect(Math.abs(mean(numbers) - 0.5)).toBeLessThan(0.019);
  });

  it("maps bits to normal numbers as SciPy's norm.ppf does", () => {
    for (const { word, normal, truncated } of golden.normal) {
      const random = { ...createRandom(0), bits: () => Uint32Array.of(word) };
      expect(random.normal(1)[0]).toBeCloseTo(normal, 6); // float32: 24 bits, values up to 6.4
      expect(random.truncatedNormal(1)[0]).toBeCloseTo(truncated, 6);
    }
  });

  it('cuts the truncated normal at two deviations and leaves 0.8796 of the deviation', () => {
    const numbers = createRandom(5).truncatedNormal(200_000, 1, 3);
    expect(numbers.every((x) => Math.abs(x - 1) <= 6)).toBe(true);
    const centre = mean(numbers);
    const deviation = Math.sqrt(mean(numbers.map((x) => (x - centre) ** 2)));
    expect(Math.abs(deviation / 3 - 0.87962566)).toBeLessThan(0.006); // four standard errors
  });

  it('permutes: each index once, every place reached by every index', () => {
    expect([...createRandom(2).permutation(1000)].sort((a, b) => a - b)).toEqual([...Array(1000).keys()]);
    const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++)
      createRandom(trial)
        .permutation(4)
        .forEach((value, place) => {
          counts[value][place]++;
        });
    // Each count is binomial(4000, 1/4): standard deviation 27, five of them.
    for (const count of counts.flat()) expect(Math.abs(count - trials / 4)).toBeLessThan(137);
    expect([...createRandom(2).permutation(0)]).toEqual([]);
  });
});

describe('trainingStreams', () => {
  it('separates weights, order and noise, by layer and by step', () => {
    const streams = trainingStreams(1);
    const words = [
      streams.weight(0, 'kernel'),
      streams.weight(1, 'kernel'),
      streams.weight(0, 'bias'),
      streams.order(0),
      streams.order(1),
      streams.noise(0, 0),
      streams.noise(0, 1),
      streams.noise(1, 0),
    ].map((random) => random.bits(1)[0]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('never changes, so that a run can be drawn again years later', () => {
    const streams = trainingStreams(1);
    expect({
      weight: [...streams.weight(0, 'kernel').bits(2)],
      order: [...streams.order(0).permutation(8)],
      noise: [...streams.noise(2, 5).bits(2)],
      truncated: [...streams.weight(3, 'kernel').truncatedNormal(2)],
    }).toMatchInlineSnapshot(`
      {
        "noise": [
          4083006092,
          2267643513,
        ],
        "order": [
          1,
          3,
          0,
          5,
          4,
          7,
          6,
          2,
        ],
        "truncated": [
          -1.8405563831329346,
          -0.08998803049325943,
        ],
        "weight": [
          3964695063,
          1006722722,
        ],
      }
    `);
  });
});

function mean(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
  return sum / numbers.length;
}
