// Large data: charts are drawn in little time and stay readable.
import {
  accuracyByEnsembleSize,
  type Chart,
  confusionMatrix,
  digits,
  firstLayerWeights,
  gradientNorms,
  learningCurves,
  networkDiagram,
  optimizerRace,
  renderSvg,
  renderText,
  summaryBars,
  votes,
} from '@mlp-lab/viz';
import { describe, expect, test } from 'vitest';
import { outside, overlaps, SVG_CHARACTER } from './boxes';

const times = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
/** A matrix in which the class `worst` is mistaken most. */
const matrixOf = (classes: number, worst = 3) =>
  times(classes, (i) => times(classes, (j) => (i === j ? 900 : i === worst ? 5 : (i + j) % 3)));

describe('a confusion matrix of many classes', () => {
  test.each([26, 47, 256])('shows as many as fit, those with the most mistakes: %i', (classes) => {
    const chart = confusionMatrix(matrixOf(classes));
    for (const width of [60, 80, 140]) {
      const text = chart.forText!(width);
      expect(outside(text, 8)).toEqual([]);
      expect(overlaps(text, 8)).toEqual([]);
      const lines = renderText(chart, { width }).split('\n');
      const [, count] = lines.join(' ').match(/(\d+) of \d+ classes, those with the most mistakes/) ?? [];
      const rows = lines.filter((line) => /^ *\d+ .*\.\d{3}$/.test(line));
      expect(rows).toHaveLength(count === undefined ? classes : Number(count));
      expect(rows.length).toBeGreaterThan(8);
      expect(rows.some((row) => /^ *3 /.test(row))).toBe(true);
    }
    expect(overlaps(chart, SVG_CHARACTER)).toEqual([]);
    expect(chart.width).toBeLessThan(2_000);
  });

  test('keeps the figures of the whole matrix', () => {
    const matrix = matrixOf(256);
    const all = matrix.flat().reduce((sum, count) => sum + count);
    expect(confusionMatrix(matrix).desc).toContain(`accuracy ${((256 * 900) / all).toFixed(4)}`);
    // 3 is predicted as each of the 255 others five times
    expect(confusionMatrix(matrix).desc).toContain(`3 ${(900 / (900 + 255 * 5)).toFixed(3).slice(1)}`);
  });

  test('leaves classes out that do not occur', () => {
    const matrix = times(256, (i) => times(256, (j) => (i % 255 === 0 && j % 255 === 0 ? i + j + 1 : 0)));
    const text = renderText(confusionMatrix(matrix));
    expect(text.split('\n').slice(1, 3).join(' ')).toContain('2 of 256 classes; the others do not occur');
    expect(text).toMatch(/^ *0 +1 +256 +\.004$/m);
    expect(text).toMatch(/^ *255 +256 +511 +\.666$/m);
  });
});

describe('learning curves of many runs', () => {
  const chart = learningCurves(times(1_000, (i) => ({ name: `run ${i}`, histories: [{ loss: [1, i / 1_000] }] })));

  test('label the first hundred, count the others, and draw them all', () => {
    const labels = chart.marks.filter((mark) => mark.kind === 'text' && mark.names === 'series');
    expect(labels).toHaveLength(101);
    expect(labels).toContainEqual(expect.objectContaining({ text: 'and more: 900' }));
    expect(chart.marks.filter((mark) => mark.kind === 'line' && mark.role === undefined)).toHaveLength(1_000);
    expect(overlaps(chart, SVG_CHARACTER)).toEqual([]);
  });
});

test.each<[string, (n: number) => Chart, number]>([
  ['classes', (n) => confusionMatrix(matrixOf(n)), 500],
  ['runs', (n) => learningCurves(times(n, (i) => ({ name: `${i}`, histories: [{ loss: [1, 0.5] }] }))), 5_000],
  ['epochs', (n) => learningCurves([{ name: 'a', histories: [{ loss: times(n, Math.sin) }] }]), 200_000],
  ['rows', (n) => summaryBars(times(n, (i) => ({ name: `${i}`, mean: 0.5, n: 3 }))), 5_000],
  ['racers', (n) => optimizerRace(times(n, (i) => ({ name: `${i}`, histories: [{ loss: [1], acc: [0.9] }] }))), 5_000],
  [
    'examples',
    (n) => votes({ labels: times(n, String), members: [{ name: 'a', predictions: times(n, String) }] }),
    4_000,
  ],
  ['images', (n) => digits(times(n, () => ({ pixels: new Uint8Array(64), height: 8, width: 8 }))), 800],
  ['layers', (n) => networkDiagram(times(n, (i) => ({ type: 'Dense', outputShape: [i + 1], parameters: i }))), 5_000],
  ['layers with gradients', (n) => gradientNorms(times(n, (i) => ({ name: `${i}`, norms: [1, 2] }))), 8_000],
  [
    'sizes of ensembles',
    (n) => accuracyByEnsembleSize([{ name: 'a', points: times(n, (i) => ({ size: n - i, accuracies: [0.5] })) }]),
    100_000,
  ],
  ['units', (n) => firstLayerWeights({ shape: [4, n], data: new Float32Array(4 * n) }), 100_000],
])('many %s are drawn in seconds', (_, draw, n) => {
  const start = performance.now();
  const chart = draw(n);
  renderSvg(chart);
  renderText(chart);
  expect(performance.now() - start).toBeLessThan(10_000); // about one second; time that grows with the square would be minutes
});
