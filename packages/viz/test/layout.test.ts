import { describe, expect, test } from 'vitest';
import { labelText } from '../src/layout/end-labels';
import { percent } from '../src/layout/percent';
import { simplifyCurve } from '../src/layout/simplify-curve';
import { spreadLabels } from '../src/layout/spread-labels';
import { summarizeSeeds } from '../src/layout/summarize-seeds';
import { fitText, textWidth, wrapText } from '../src/layout/text-width';
import { thinPoints } from '../src/layout/thin-points';
import { valueAxis } from '../src/layout/value-axis';

describe('spreadLabels', () => {
  test('leaves labels alone that have room', () => {
    expect(spreadLabels([10, 90, 50], 16, 0, 100)).toEqual([10, 90, 50]);
  });

  test('moves colliding labels apart around their middle, in their order', () => {
    expect(spreadLabels([52, 48], 16, 0, 100)).toEqual([58, 42]);
  });

  test('keeps labels within the bounds', () => {
    expect(spreadLabels([99, 100, 98], 16, 0, 100)).toEqual([84, 100, 68]);
    expect(spreadLabels([1, 0], 16, 0, 100)).toEqual([16, 0]);
  });

  test('joins a group that grows into its neighbour', () => {
    // 0, 0, 0 want the middle of 0..32 and are held by the lower bound; 40 then has 48 as its nearest free place.
    expect(spreadLabels([0, 0, 0, 40], 16, 0, 100)).toEqual([0, 16, 32, 48]);
  });
});

describe('the label of a curve', () => {
  test('keeps the value after the name, whichever way the name runs', () => {
    expect(labelText({ name: 'relu', value: '0.5' })).toBe('relu 0.5');
    expect(labelText({ name: 'الشبكة', value: '0.5' })).toBe('الشبكة\u200e 0.5'); // without the mark, Unicode puts the number first
    expect(textWidth(labelText({ name: 'الشبكة', value: '0.5' }))).toBe(10);
  });
});

describe('simplifyCurve', () => {
  test('drops the points of a straight line and keeps its corner', () => {
    expect(
      simplifyCurve([
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 1],
        [4, 0],
      ]),
    ).toEqual([
      [0, 0],
      [2, 2],
      [4, 0],
    ]);
  });

  test('keeps the ends of every run between gaps', () => {
    expect(simplifyCurve([[0, 0], [1, 0], null, [3, 0], [4, 0], [5, 0]])).toEqual([
      [0, 0],
      [1, 0],
      null,
      [3, 0],
      [5, 0],
    ]);
  });

  test('keeps a point of a band where either edge bends', () => {
    expect(
      simplifyCurve([
        [0, 0, 9],
        [1, 0, 5],
        [2, 0, 9],
      ]),
    ).toHaveLength(3);
  });
});

describe('thinPoints', () => {
  test('keeps the peak of 10,000 points', () => {
    const points = Array.from({ length: 10_000 }, (_, x) => ({ x, y: x === 7_777 ? 1 : 0 }));
    const thin = thinPoints(points, 300);
    expect(thin.length).toBeLessThanOrEqual(300);
    expect(thin).toContainEqual({ x: 7_777, y: 1 });
  });
});

describe('summarizeSeeds', () => {
  const seeds = [{ loss: [1, 2] }, { loss: [3, Number.NaN] }, { loss: [8] }];

  test('takes mean, smallest and largest of the seeds that have a finite number', () => {
    expect(summarizeSeeds(seeds, 'loss', 'range')).toEqual([
      { x: 1, y: 4, low: 1, high: 8 },
      { x: 2, y: 2, low: 2, high: 2 },
    ]);
  });

  test('takes the sample standard deviation on request', () => {
    const [first] = summarizeSeeds(seeds, 'loss', 'sd'); // deviations -3, -1, 4: variance 26 / 2
    expect(first.high).toBeCloseTo(4 + Math.sqrt(13), 12);
  });
});

describe('text width', () => {
  test('counts two cells for wide characters, none for combining ones, and the ASCII spelling of signs', () => {
    expect(textWidth('漢字')).toBe(4);
    expect(textWidth('e\u0301')).toBe(1);
    expect(textWidth('0.9 ± 0.1')).toBe(11);
  });

  test('is kept by fitText and wrapText', () => {
    expect(fitText('batch normalization', 10)).toBe('batch n…');
    expect(fitText('漢字漢字', 7)).toBe('漢字…');
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
  });

  test('has no room for control characters', () => {
    expect(fitText('a\u001b[31m\nb', 20)).toBe('a [31m b');
  });
});

describe('valueAxis', () => {
  test('puts every tick on a row', () => {
    const { ticks, rows, scale } = valueAxis([0.1, 0.97], { rows: 16 });
    const y = scale.range([rows - 1, 0]);
    expect(ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(rows).toBe(16);
    for (const tick of ticks) expect(y(tick)).toBeCloseTo(Math.round(y(tick)), 9);
  });

  test('has a range for a constant, for nothing, and for a single power of ten', () => {
    expect(valueAxis([3], { rows: 10 }).scale.domain()).toEqual([2.85, 3.15]);
    expect(valueAxis([], { rows: 10 }).scale.domain()).toEqual([0, 1]);
    expect(valueAxis([0.1], { rows: 10, log: true }).scale.domain()).toEqual([0.1, 0.2]);
  });

  test('leaves zero and negative values out of a logarithm', () => {
    expect(valueAxis([0, -1, 0.3, 4], { rows: 10, log: true }).ticks).toEqual([0.2, 0.5, 1, 2, 5]);
  });

  test('has at most eight powers of ten', () => {
    expect(valueAxis([1e-30, 1e30], { rows: 10, log: true }).ticks.length).toBeLessThanOrEqual(8);
  });
});

test('percent never calls what is not certain 100 %, nor what is possible 0 %', () => {
  expect([0, 0.001, 0.974, 0.999, 1].map(percent)).toEqual(['0 %', '<1 %', '97 %', '>99 %', '100 %']);
});
