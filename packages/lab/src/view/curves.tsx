// The learning curves of all networks so far, redrawn after each epoch.
import type { RowCurves } from '@mlp-lab/report';
import { learningCurves } from '@mlp-lab/viz';
import { useMemo, useState } from 'preact/hooks';
import { leader, type Metric } from '../training/leader';
import { liveCurves } from '../training/live-curves';
import type { RunState } from '../training/run-state';
import { ChartFigure } from './chart-figure';

const METRICS: Readonly<Record<Metric, string>> = { acc: 'Accuracy', loss: 'Loss' };

export function Curves({ state: { tasks, histories } }: { state: RunState }) {
  const [metric, setMetric] = useState<Metric>('acc');
  const curves = useMemo(() => liveCurves(tasks, histories), [tasks, histories]);
  const chart = useMemo(() => curves.length > 0 && <CurvesChart curves={curves} metric={metric} />, [curves, metric]);
  if (!chart) return null;
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
      {chart}
    </section>
  );
}

function CurvesChart({ curves, metric }: { curves: readonly RowCurves[]; metric: Metric }) {
  return <ChartFigure draw={(width) => learningCurves(curves, { metric, width, title: title(curves, metric) })} />;
}

function title(curves: readonly RowCurves[], metric: Metric): string {
  const best = leader(curves, metric);
  if (!best) return METRICS[metric];
  const value = best.value.toFixed(metric === 'acc' ? 4 : 3);
  return curves.length === 1
    ? `${METRICS[metric]} ${value}`
    : `${best.name} leads: ${METRICS[metric].toLowerCase()} ${value}`;
}
