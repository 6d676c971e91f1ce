// The results → the charts of docs/notebook.md, as SVG by file name.
import { learningCurves, renderSvg, summaryBars } from '../../packages/viz/dist/index.js';

/** @returns {Record<string, string>} */
export function notebookCharts({ rows }) {
  const charts = {
    'test-accuracy.svg': summaryBars(rows.map(bar), { title: 'Test accuracy', referenceName: 'Keras' }),
  };
  for (const { variant, title, curves } of rows) {
    const runs = [
      { name: 'mlp-lab', histories: curves.ours.map(measured) },
      { name: 'Keras', histories: curves.keras.map(measured) },
    ];
    charts[`${variant}.svg`] = learningCurves(runs, { title });
  }
  return Object.fromEntries(Object.entries(charts).map(([name, chart]) => [name, renderSvg(chart)]));
}

const bar = ({ variant, title, ours, reference, published }) => ({
  name: variant,
  title,
  mean: ours.mean,
  sd: ours.sd,
  low: ours.min,
  high: ours.max,
  n: ours.n,
  published: published ?? undefined,
  reference: [reference.min, reference.max],
});

/** A history with the measured metrics only. */
const measured = (history) => Object.fromEntries(Object.entries(history).filter(([, values]) => values.length > 0));
