// The layout of charts, observed in their marks.
import { type Chart, digits, gradientNorms, learningCurves, type Mark, renderText } from '@mlp-lab/viz';
import { describe, expect, test } from 'vitest';

type Of<Kind extends Mark['kind']> = Extract<Mark, { kind: Kind }>;
const marksOf = <Kind extends Mark['kind']>({ marks }: Chart, kind: Kind) =>
  marks.filter((mark): mark is Of<Kind> => mark.kind === kind);

const ROW = 16; // pixels

/** Accuracy curves that end at these values, on an axis from 0 to 1, in a panel of a fixed height. */
const endingAt = (...ends: number[]): Chart =>
  learningCurves(
    [0, 1, ...ends].map((end, i) => ({ name: `run ${i}`, histories: [{ loss: [1, 1], acc: [0.5, end] }] })),
    { metric: 'acc' },
  );

/** The y of the curve's end and of its label, for every curve but the first two, which make the axis. */
const labelsOf = (chart: Chart) => {
  const leaders = marksOf(chart, 'line').filter(({ role }) => role === 'guide');
  const labels = marksOf(chart, 'text').filter(({ names }) => names === 'series');
  return leaders.map(({ points }, i) => ({ end: points[0]![1], label: labels[i].y })).slice(2);
};

/** The values that the ticks of the vertical axis name, from top to bottom, with their y. */
const ticksOf = (chart: Chart) =>
  marksOf(chart, 'text')
    .filter(({ anchor, tone }) => anchor === 'end' && tone === 'muted')
    .map(({ text, y }) => ({ value: Number(text.replace('−', '-')), y }))
    .sort((a, b) => a.y - b.y);

/** The value that a height stands for, by the ticks of a linear axis. */
function valueAt(chart: Chart, y: number): number {
  const ticks = ticksOf(chart);
  const [top, bottom] = [ticks[0], ticks.at(-1)!];
  return top.value + ((y - top.y) / (bottom.y - top.y)) * (bottom.value - top.value);
}

describe('the labels of curves', () => {
  test('stand where the curves end, if they have room', () => {
    for (const { end, label } of labelsOf(endingAt(0.25, 0.5, 0.75))) expect(label).toBeCloseTo(end, 9);
  });

  test('that would overlap are moved apart around their middle, in their order', () => {
    const [lower, upper] = labelsOf(endingAt(0.5, 0.51));
    expect(lower.label - upper.label).toBeCloseTo(ROW, 9);
    expect(lower.label + upper.label).toBeCloseTo(lower.end + upper.end, 9);
  });

  test('stay within the plot', () => {
    const chart = endingAt(1, 1, 1, 0, 0);
    const labels = labelsOf(chart).map(({ label }) => label);
    const ticks = ticksOf(chart);
    expect(Math.min(...labels)).toBeGreaterThanOrEqual(ticks[0].y);
    expect(Math.max(...labels)).toBeLessThanOrEqual(ticks.at(-1)!.y);
  });

  test('of a group that grows into its neighbour join it', () => {
    const ys = marksOf(endingAt(0.99, 0.98, 0.9, 0.5), 'text')
      .filter(({ names }) => names === 'series')
      .map(({ y }) => y)
      .sort((a, b) => a - b);
    for (let i = 1; i < ys.length; i++) expect(ys[i] - ys[i - 1]).toBeGreaterThanOrEqual(ROW - 1e-9);
    expect(ys.slice(0, 4)).toEqual([0, 1, 2, 3].map((i) => ys[0] + i * ROW)); // four at the top, packed
  });

  test('of many curves that end alike are spread in little time', () => {
    const runs = Array.from({ length: 5_000 }, (_, i) => ({ name: `${i}`, histories: [{ loss: [1, 0.5] }] }));
    const start = performance.now();
    learningCurves(runs);
    expect(performance.now() - start).toBeLessThan(5_000); // quadratic time would take minutes
  });

  test('keep the value after the name, whichever way the name runs', () => {
    const labelOf = (name: string) =>
      marksOf(learningCurves([{ name, histories: [{ loss: [0.5] }] }]), 'text').find(({ names }) => names)?.text;
    expect(labelOf('relu')).toBe('relu 0.500');
    expect(labelOf('الشبكة')).toBe('الشبكة\u200e 0.500'); // without the mark, Unicode puts the number first
  });
});

describe('the points of a curve', () => {
  const curveOf = (loss: number[], options = {}) =>
    marksOf(learningCurves([{ name: 'a', histories: [{ loss }] }], options), 'line').find(({ role }) => !role)!.points;

  test('on a straight line are left out, its corner is not', () => {
    expect(curveOf([0, 1, 2, 1, 0])).toHaveLength(3);
    expect(curveOf([0, 0, 0, 0, 0])).toHaveLength(2);
  });

  test('at the ends of every run between gaps are kept', () => {
    const points = curveOf([0, 0, Number.NaN, 0, 0, 0]);
    expect(points.map((point) => point === null)).toEqual([false, false, true, false, false]);
  });

  test('of a band are kept where either edge bends', () => {
    const bandOf = (middle: number) =>
      marksOf(learningCurves([{ name: 'a', histories: [{ loss: [0, 0, 0] }, { loss: [9, middle, 9] }] }]), 'band')[0]
        .points;
    expect(bandOf(5)).toHaveLength(3);
    expect(bandOf(9)).toHaveLength(2);
  });

  test('are no more than the plot has pixels, and include the peak', () => {
    const loss = Array.from({ length: 10_000 }, (_, i) => (i === 7_777 ? 1 : (i % 2) / 10));
    const chart = learningCurves([{ name: 'a', histories: [{ loss }] }]);
    const points = curveOf(loss);
    expect(points.length).toBeLessThanOrEqual(chart.width);
    const highest = Math.min(...points.map((point) => point![1]));
    expect(valueAt(chart, highest)).toBeCloseTo(1, 6);
  });
});

describe('several seeds', () => {
  const histories = [{ loss: [1, 2] }, { loss: [3, Number.NaN] }, { loss: [8] }];

  test('make a curve of their means and a band from minimum to maximum, of those that are finite', () => {
    const chart = learningCurves([{ name: 'a', histories }]);
    const [line] = marksOf(chart, 'line').filter(({ role }) => !role);
    const [band] = marksOf(chart, 'band');
    expect(line.points.map((point) => valueAt(chart, point![1]))).toEqual([4, 2].map((y) => expect.closeTo(y, 9)));
    expect(band.points.map((point) => point!.slice(1).map((y) => valueAt(chart, y)))).toEqual([
      [expect.closeTo(1, 9), expect.closeTo(8, 9)],
      [expect.closeTo(2, 9), expect.closeTo(2, 9)],
    ]);
  });

  test('have a band of one sample standard deviation on request', () => {
    const chart = learningCurves([{ name: 'a', histories }], { spread: 'sd' });
    const [, , high] = marksOf(chart, 'band')[0].points[0]!;
    expect(valueAt(chart, high)).toBeCloseTo(4 + Math.sqrt(13), 9); // deviations -3, -1, 4: variance 26 / 2
  });
});

describe('text', () => {
  const titleAt = (title: string, width = 40) =>
    renderText(gradientNorms([{ name: 'a', norms: [1] }], { title }), { width }).split('\n')[0];

  test('is cut to the width, by cells of the terminal: two for wide characters, none for combining ones', () => {
    expect(titleAt('batch normalization '.repeat(3))).toBe('batch normalization batch normalizati…');
    expect(titleAt('漢字'.repeat(11))).toBe(`${'漢字'.repeat(9)}…`); // 44 cells; "…" counts as three, for ASCII
    expect(titleAt('e\u0301'.repeat(40))).toBe('e\u0301'.repeat(40));
  });

  test('breaks between words', () => {
    const failed = ['one', 'two', 'three'].map((name) => `${name} ${'x'.repeat(30)}`);
    const lines = renderText(learningCurves([{ name: 'a', histories: [{ loss: [1] }] }], { failed }), { width: 60 });
    expect(lines.split('\n').slice(1, 4)).toEqual([
      `training; failed: one ${'x'.repeat(30)}, two`,
      `${'x'.repeat(30)}, three`,
      'x'.repeat(30),
    ]);
  });

  test('has no control characters', () => {
    expect(titleAt('a\u001b[31m\nb')).toBe('a [31m b');
  });
});

describe('the vertical axis', () => {
  const axisOf = (loss: number[], logScale = false) =>
    learningCurves([{ name: 'a', histories: [{ loss }] }], { logScale }).forText!(80);
  const values = (chart: Chart) => ticksOf(chart).map(({ value }) => value);

  test('has its ticks in the middle of rows', () => {
    const ticks = ticksOf(axisOf([0.1, 0.97]));
    expect(ticks.map(({ value }) => value)).toEqual([1, 0.8, 0.6, 0.4, 0.2, 0]);
    for (const { y } of ticks) expect(y / ROW - 0.5).toBeCloseTo(Math.round(y / ROW - 0.5), 9);
  });

  test('has a range for a constant and for no finite value at all', () => {
    const [highest, ...rest] = values(axisOf([3, 3]));
    expect([highest, rest.at(-1)]).toEqual([3.15, 2.85]);
    expect(values(axisOf([Number.NaN]))).toEqual([1, 0.8, 0.6, 0.4, 0.2, 0]);
    expect(values(axisOf([0.1], true))).toEqual([0.2, 0.1]);
  });

  test('leaves zero and negative values out of a logarithm', () => {
    expect(values(axisOf([0, -1, 0.3, 4], true))).toEqual([5, 2, 1, 0.5, 0.2]);
  });

  test('has at most eight powers of ten', () => {
    const ticks = values(axisOf([1e-30, 1e30], true));
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(ticks.length).toBeGreaterThan(3);
  });
});

test('a probability is never 100 % where it is not certain, nor 0 % where it is possible', () => {
  const captionOf = (confidence: number) =>
    marksOf(digits([{ pixels: [0], height: 1, width: 1, prediction: 3, confidence }]), 'text').at(-1)?.text;
  expect([0, 0.001, 0.974, 0.999, 1].map(captionOf)).toEqual(['3, 0 %', '3, <1 %', '3, 97 %', '3, >99 %', '3, 100 %']);
});
