// Random data: valid XML, finite coordinates, marks inside the chart, no text over text, no line too long.
import {
  accuracyByEnsembleSize,
  type Chart,
  confusionMatrix,
  digits,
  gradientNorms,
  learningCurves,
  optimizerRace,
  renderSvg,
  renderText,
  summaryBars,
  votes,
} from '@mlp-lab/viz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cells, outside, overlaps, SVG_CHARACTER } from './boxes';
import { parseXml } from './parse-xml';

const SETTINGS = { seed: 1, numRuns: 20 };

function expectGood(chart: Chart): void {
  parseXml(renderSvg(chart).trimEnd());
  expect(renderSvg(chart)).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
  expect([...outside(chart, SVG_CHARACTER), ...overlaps(chart, SVG_CHARACTER)]).toEqual([]);
  for (const width of [50, 80, 130]) {
    const laidOut = chart.forText!(width);
    expect([...outside(laidOut, 8), ...overlaps(laidOut, 8)]).toEqual([]);
    for (const line of renderText(chart, { width }).split('\n')) expect(cells(line)).toBeLessThanOrEqual(width);
  }
}

const check = <T>(data: fc.Arbitrary<T>, draw: (data: T) => Chart): void =>
  fc.assert(
    fc.property(data, (value) => expectGood(draw(value))),
    SETTINGS,
  );

const odd = fc.constantFrom(0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1e300, 5e-324);
const number = fc.oneof(fc.double(), fc.double({ min: 0, max: 3 }), odd);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const name = fc.oneof(fc.string({ minLength: 1, unit: 'binary' }), fc.string({ minLength: 1, maxLength: 40 }));
const some = <T>(of: fc.Arbitrary<T>, most = 8) => fc.array(of, { minLength: 1, maxLength: most });
const exactly = <T>(of: fc.Arbitrary<T>, length: number) => fc.array(of, { minLength: length, maxLength: length });
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

test('learning curves', () => {
  const history = fc.record({
    loss: some(number, 40),
    acc: maybe(fc.array(number)),
    val_loss: maybe(fc.array(number)),
  });
  const runs = some(fc.record({ name, histories: some(history, 3) }), 12);
  check(fc.tuple(runs, fc.boolean()), ([data, logScale]) => learningCurves(data, { logScale }));
});

test('gradient norms', () => {
  check(some(fc.record({ name, norms: some(number, 40) })), gradientNorms);
});

test('summary bars', () => {
  const sd = maybe(fc.double({ min: 0, max: 10, noNaN: true }));
  check(some(fc.record({ name, mean: share, sd, published: maybe(share) })), summaryBars);
});

test('accuracy by ensemble size', () => {
  const point = fc.record({ size: fc.integer({ min: 1, max: 50 }), accuracies: some(share) });
  check(some(fc.record({ name, points: some(point) })), accuracyByEnsembleSize);
});

test('the race of the optimizers', () => {
  const accuracy = fc.oneof(share, fc.constant(Number.NaN));
  const history = some(accuracy, 40).map((acc) => ({ loss: [1], acc }));
  check(some(fc.record({ name, histories: some(history, 3) })), optimizerRace);
});

test('confusion matrices', () => {
  const table = fc
    .integer({ min: 1, max: 12 })
    .chain((n) => fc.tuple(exactly(exactly(fc.nat(100_000), n), n), exactly(name, n)));
  check(table, ([matrix, labels]) => confusionMatrix(matrix, { labels }));
});

test('votes', () => {
  const data = fc.integer({ min: 1, max: 60 }).chain((n) => {
    const member = fc.record({ name, predictions: exactly(name, n) });
    return fc.record({ labels: exactly(name, n), members: some(member, 5), ensemble: maybe(exactly(name, n)) });
  });
  check(data, votes);
});

test('digits', () => {
  const side = fc.integer({ min: 1, max: 60 });
  const item = fc
    .record({ height: side, width: side, label: maybe(name), prediction: maybe(name), confidence: maybe(share) })
    .map((fields) => ({ ...fields, pixels: new Uint8Array(fields.height * fields.width).fill(99) }));
  check(some(item), digits);
});
