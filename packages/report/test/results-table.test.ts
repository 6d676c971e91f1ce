import type { Report } from '@mlp-lab/experiment';
import { resultsTable } from '@mlp-lab/report';
import { describe, expect, it } from 'vitest';
import { madeReport as report, madeRow as row, madeRun as run } from './made-report';

const titles = (made: Report) => resultsTable(made).columns.map(({ title }) => title);
const texts = (made: Report) => resultsTable(made).rows.map(({ cells }) => cells.map(({ text }) => text));

describe('the results table', () => {
  it('has the figure that ranks the rows first, and leaves out columns without a figure', () => {
    const made = report(row('a', 0.5), row('b', 0.75));
    expect(titles(made)).toEqual(['Experiment', 'What changed', 'Test accuracy', 'Test loss', 'Seconds']);
    expect(resultsTable(made).columns.find(({ ranks }) => ranks)?.title).toBe('Test accuracy');
    expect(texts(made)).toEqual([
      ['A', '–', '0.5000', '1.2346', '1.3'],
      ['B', '–', '0.7500', '1.2346', '1.3'],
    ]);
  });

  it('has the published figures where a row has one', () => {
    const made = report(row('a', 0.5, { published: 0.9488 }), row('b', 0.5));
    expect(titles(made)).toContain('Published');
    expect(texts(made).map((cells) => cells[4])).toEqual(['0.9488', '–']);
    expect(resultsTable(made).notes).toContain("Published: the notebook's test accuracy, after 100 epochs.");
  });

  it('gives several seeds as mean and deviation, with the interval and the comparison below', () => {
    const made = report(
      row('baseline', 0.5, {
        runs: [run(1, 1), run(2, 2)],
        testAccuracy: { mean: 0.5, sd: 0.01, n: 2, interval: [0.41, 0.59] },
      }),
      row('a', 0.75, {
        against: {
          variant: 'baseline',
          n: 2,
          difference: 0.25,
          interval: [0.1, 0.4],
          pValue: 0.0004,
          verdict: 'better',
        },
      }),
    );
    expect(titles(made)[3]).toBe('vs baseline');
    const [baseline, a] = resultsTable(made).rows;
    expect(baseline.cells[2]).toEqual({ text: '0.5000 ± 0.0100', below: ['[0.4100, 0.5900]'], aside: [] });
    expect(baseline.cells[3].text).toBe('–');
    expect(a.cells[3]).toEqual({ text: '+0.2500 better', below: ['[0.1000, 0.4000] p <0.001'], aside: [] });
    expect(baseline.cells[5].text).toBe('3.0');
  });

  it('marks rows that differ in more than they are about, each kind with its own mark', () => {
    const made = report(
      row('a', 0.5),
      row('b', 0.5, { differs: ['batch size 32'] }),
      row('c', 0.5, { differs: ['x', 'y'] }),
    );
    expect(texts(made).map(([title]) => title)).toEqual(['A', 'B*', 'C†']);
    expect(resultsTable(made).notes).toEqual(['* also differs: batch size 32', '† also differs: x; y']);
  });

  it('says where every row is a controlled comparison', () => {
    expect(resultsTable(report(row('a', 0.5), row('b', 0.5))).notes).toEqual([
      'Only what changed sets the rows apart: their recipes agree in everything else.',
    ]);
    expect(resultsTable(report(row('a', 0.5))).notes).toEqual([]);
  });

  it('tells the best of several trained rows, and why seeds failed', () => {
    const nothing = { mean: Number.NaN, sd: Number.NaN, n: 0 };
    const failed = row('c', 0.9, {
      runs: [],
      testAccuracy: nothing,
      testLoss: nothing,
      failures: [{ seed: 1, message: 'its loss became NaN' }],
    });
    const { rows } = resultsTable(report(row('a', 0.5), row('b', 0.75), failed));
    expect(rows.map(({ isBest }) => isBest)).toEqual([false, true, false]);
    expect(rows[2].cells.map(({ text }) => text)).toEqual(['C', '–', 'failed', 'failed', '0.0']);
    expect(rows[2].cells[1].aside).toEqual(['seed 1 failed: its loss became NaN']);
    expect(rows[2].cells[0].aside).toEqual(['c']);
    expect(resultsTable(report(failed)).notes).toContain('C: seed 1 failed: its loss became NaN');
    expect(resultsTable(report(row('a', 0.5), failed)).rows.some(({ isBest }) => isBest)).toBe(false);
  });
});
