// Learning curves of all networks so far, drawn again at each epoch.
import { learningCurves } from '@mlp-lab/viz';
import { useState } from 'preact/hooks';
import { liveCurves } from '../training/live-curves';
import type { RunState } from '../training/run-state';
import { ChartFigure } from './chart-figure';

const METRICS = { acc: 'Accuracy', loss: 'Loss' } as const;
type Metric = keyof typeof METRICS;

export function Curves({ state }: { state: RunState }) {
  const [metric, setMetric] = useState<Metric>('acc');
  const curves = liveCurves(state);
  if (curves.length === 0) return null;
  return (
    <section>
      <div class="section-head">
        <h2>Learning curves</h2>
        <fieldset class="segments">
          <legend class="hidden">Metric</legend>
          {(Object.keys(METRICS) as Metric[]).map((name) => (
            <label key={name}>
              <input type="radio" name="metric" checked={metric === name} onChange={() => setMetric(name)} />
              {METRICS[name]}
            </label>
          ))}
        </fieldset>
      </div>
      <ChartFigure draw={(width) => learningCurves(curves, { metric, width, title: METRICS[metric] })} />
    </section>
  );
}
