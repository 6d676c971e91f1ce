// Every public function, given values that are slightly or entirely wrong, throws nothing but MlpLabErrors.
import * as viz from '@mlp-lab/viz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const run = { name: 'relu', histories: [{ loss: [1, 0.5], acc: [0.1, 0.9], val_loss: [1, 0.6], val_acc: [0.1, 0.8] }] };
const common = { title: 'A title', width: 640 };
const chart: viz.Chart = {
  width: 100,
  height: 60,
  title: 'A',
  desc: 'B',
  marks: [
    {
      kind: 'text',
      x: 8,
      y: 8,
      text: 'abc',
      anchor: 'middle',
      tone: 'text',
      weight: 'bold',
      size: 'title',
      names: 'series',
    },
    {
      kind: 'line',
      role: 'guide',
      points: [[0, 0], null, [9, 9]],
      tone: 'series-1',
      width: 2,
      dashed: true,
      opacity: 0.5,
    },
    {
      kind: 'line',
      points: [
        [0, 0],
        [9, 9],
      ],
      tone: 'series-1',
    },
    {
      kind: 'band',
      points: [
        [0, 0, 9],
        [9, 0, 9],
      ],
      tone: 'series-2',
    },
    { kind: 'rect', role: 'bar', x: 0, y: 0, width: 20, height: 16, tone: 'grid', opacity: 1, title: 'c' },
    { kind: 'rect', role: 'cell', x: 0, y: 0, width: 20, height: 16, tone: 'series-4' },
    { kind: 'point', x: 1, y: 1, shape: 'ring', tone: 'muted', title: 'd' },
    { kind: 'rule', role: 'axis', x1: 0, y1: 0, x2: 0, y2: 40, tone: 'muted', width: 1 },
    {
      kind: 'pixels',
      scheme: 'ink',
      x: 0,
      y: 0,
      width: 16,
      height: 16,
      columns: 2,
      rows: 1,
      values: [0, 1],
      title: 'e',
    },
  ],
};

/** Arguments with which each function works. */
const GOOD: Record<keyof typeof viz, readonly unknown[]> = {
  learningCurves: [[run], { ...common, metric: 'both', logScale: true, spread: 'sd', failed: ['selu'] }],
  summaryBars: [
    [{ name: 'a', title: 'A', mean: 0.5, sd: 0.1, low: 0.4, high: 0.6, n: 3, published: 0.5, reference: [0.4, 0.6] }],
    { ...common, referenceName: 'Keras' },
  ],
  confusionMatrix: [
    [
      [3, 1],
      [0, 2],
    ],
    { ...common, labels: ['a', 2], values: 'rate' },
  ],
  digits: [
    [{ pixels: [0, 9], height: 1, width: 2, label: 3, prediction: '4', confidence: 0.5 }],
    { ...common, columns: 2 },
  ],
  firstLayerWeights: [
    { shape: [4, 2], data: new Float32Array(8) },
    { ...common, columns: 2, imageHeight: 2, imageWidth: 2, count: 1 },
  ],
  gradientNorms: [[{ name: 'dense', norms: [1, 0.5] }], { ...common, logScale: false }],
  networkDiagram: [[{ type: 'Dense', detail: 'relu', outputShape: [50], parameters: 39_250 }], common],
  optimizerRace: [[run], { ...common, thresholds: [0.5, 0.8] }],
  accuracyByEnsembleSize: [
    [{ name: 'soft', points: [{ size: 1, accuracies: [0.8, 0.9] }] }],
    { ...common, spread: 'sd' },
  ],
  votes: [{ labels: [1, 2], members: [{ name: 'a', predictions: [1, 3] }], ensemble: [1, 2] }, common],
  renderSvg: [chart, { theme: 'dark', style: false }],
  renderText: [chart, { width: 40, color: true, ascii: true }],
  svgStyle: ['light'],
};

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      null,
      undefined,
      0,
      -1,
      0.5,
      1e300,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      5n,
      true,
      '',
      'x',
      '__proto__',
      Symbol('s'),
    ],
    ...[[], [[]], [null], new Array(2), {}, Object.create(null), new Float32Array(2), new BigInt64Array(2), () => 1],
  ),
  fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true, withSparseArray: true }),
);

/** A copy in which one value is another; `steps` choose the way to it. */
function changed(value: unknown, steps: readonly number[], other: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return other;
  const entries = Object.entries(value);
  if (entries.length === 0) return other;
  const [key, entry] = entries[step % entries.length];
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value };
  copy[key] = changed(entry, rest, other);
  return copy;
}

/** Calls the function, and draws the chart that it may give. */
function call(name: string, args: readonly unknown[]): void {
  const drawn = (viz as unknown as Record<string, (...args: readonly unknown[]) => viz.Chart | string>)[name](...args);
  if (typeof drawn === 'string') return;
  expect(viz.renderSvg(drawn)).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
  viz.renderText(drawn);
}

describe.each(Object.keys(viz) as (keyof typeof viz)[])('%s', (name) => {
  test('takes its arguments, and null for every option', () => {
    call(name, GOOD[name]);
    const [data, options = {}] = GOOD[name];
    call(name, [data, null]);
    call(name, [data, Object.fromEntries(Object.keys(options as object).map((option) => [option, null]))]);
  });

  test('throws nothing but MlpLabErrors where a value is another', () => {
    const property = fc.property(fc.array(fc.nat(20), { maxLength: 6 }), odd, (steps, other) => {
      const args = changed(GOOD[name], steps, other);
      try {
        call(name, Array.isArray(args) ? args : [args]);
      } catch (error) {
        expect(error).toMatchObject({
          name: 'MlpLabError',
          code: 'invalid-argument',
          message: expect.stringMatching(/\w/),
        });
      }
    });
    fc.assert(property, { seed: 1, numRuns: 600 });
  });

  test('names the nearest option for one in snake_case and for a misspelt one', () => {
    const [data, options = {}] = GOOD[name];
    for (const option of Object.keys(options as object)) {
      const misspelt = [option.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), `${option}s`];
      for (const wrong of misspelt.filter((word) => word !== option))
        expect(() => call(name, [data, { [wrong]: 1 }])).toThrow(
          new RegExp(`^${name}: unknown option '${wrong}': did you mean .*\\b${option}\\b`),
        );
    }
  });
});

test.each<[string, unknown, string]>([
  ['no chart', null, 'chart: expected an object, received null'],
  ['a chart without marks', { ...chart, marks: undefined }, 'marks: expected an array of marks, received undefined'],
  [
    'a mark of another kind',
    { ...chart, marks: [{ kind: 'circle' }] },
    "marks[0].kind: expected 'text', 'line', 'band', ",
  ],
  [
    'a coordinate that is not finite',
    { ...chart, marks: [{ kind: 'text', text: '', x: Number.NaN, y: 0 }] },
    'marks[0].x: expected a finite number',
  ],
  [
    'a tone that would break out of the attribute',
    { ...chart, marks: [{ kind: 'band', points: [], tone: '"><script>' }] },
    "marks[0].tone: expected 'text', ",
  ],
  [
    'an image of too few pixels',
    { ...chart, marks: [{ ...chart.marks[8], values: [1] }] },
    'marks[0].values: expected 2 numbers (rows × columns), received 1',
  ],
  ['a chart that is too high', { ...chart, height: 1e12 }, 'height: expected a finite number from 0 to 10000000'],
  ['a text layout that is no chart', { ...chart, forText: () => 5 }, 'chart: expected an object, received 5'],
])('renderText refuses %s by name', (_, given, message) => {
  expect(() => viz.renderText(given as viz.Chart)).toThrow(message);
});
