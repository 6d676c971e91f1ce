// The learning curves: axes that stay where they are, and a crosshair that tells every value at an epoch.
import type { Registry } from '@mlp-lab/models';
import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { LabView } from '../session/lab-view';
import { type CurveSeries, curveSeries, isLayerMetric, type LayerMetric, type Metric } from '../training/curve-series';
import { Plot } from './plot';
import { Word } from './word';

const METRICS: Readonly<Record<Metric, string>> = {
  acc: 'Accuracy',
  loss: 'Loss',
  gradients: 'Gradients',
  idle: 'Idle units',
};

export interface CurvePlotProps {
  view: LabView;
  registry: Registry;
  onMeasure(): void;
}

export function CurvePlot({ view, registry, onMeasure }: CurvePlotProps) {
  const { settings, networks, compared } = view;
  const [metric, setMetric] = useState<Metric>('acc');
  const [shows, setShows] = useState({ validation: true, training: true });
  const [isZoomed, setZoomed] = useState(false);
  const all = useMemo(
    () => curveSeries(settings.cards, networks, compared, metric),
    [settings.cards, networks, compared, metric],
  );
  const ofLayers = isLayerMetric(metric);
  const wasMeasured = networks.some(({ checkpoint }) => checkpoint?.snapshots);
  const series = all.filter(({ kind }) => kind === 'earlier' || kind === 'layer' || shows[kind] || isOnly(all, kind));
  return (
    <section class="curves" aria-label="Learning curves">
      <div class="section-head">
        <fieldset class="segments">
          <legend class="hidden">Metric</legend>
          {(Object.keys(METRICS) as Metric[]).map((name) => (
            <label key={name}>
              <input type="radio" name="metric" checked={metric === name} onChange={() => setMetric(name)} />
              {METRICS[name]}
            </label>
          ))}
        </fieldset>
        <div class="switches">
          {!ofLayers &&
            (['validation', 'training'] as const).map((kind) => (
              <label key={kind}>
                <input
                  type="checkbox"
                  checked={shows[kind]}
                  onChange={() => setShows({ ...shows, [kind]: !shows[kind] })}
                />
                <Dash dashed={kind === 'training'} />
                <Word name={kind}>{kind}</Word>
              </label>
            ))}
          <label>
            <input type="checkbox" checked={isZoomed} onChange={() => setZoomed(!isZoomed)} /> Zoom
          </label>
        </div>
      </div>
      {ofLayers && <p class="note">{LAYER_NOTES[metric]}</p>}
      {ofLayers && !wasMeasured ? (
        <p class="empty">
          {settings.measures ? (
            'The layers are measured after each epoch: train, and see them here.'
          ) : (
            <>
              The layers are not measured yet.{' '}
              <button type="button" onClick={onMeasure}>
                Measure them (training starts again)
              </button>
            </>
          )}
        </p>
      ) : (
        <Plot
          series={series}
          view={view}
          registry={registry}
          metric={metric}
          isZoomed={isZoomed}
          title={METRICS[metric]}
        />
      )}
    </section>
  );
}

const LAYER_NOTES: Readonly<Record<LayerMetric, ComponentChildren>> = {
  gradients: (
    <>
      The norm of each layer’s <Word name="gradient">gradient</Word>, by powers of ten: A1 is the first layer of A.
    </>
  ),
  idle: (
    <>
      The share of <Word name="saturated">saturated or dead</Word> units in each layer: A1 is the first layer of A.
      Sigmoid, tanh and ReLU have them.
    </>
  ),
};

const isOnly = (all: readonly CurveSeries[], kind: CurveSeries['kind']) =>
  kind === 'training' && !all.some((one) => one.kind === 'validation');

const Dash = ({ dashed }: { dashed: boolean }) => (
  <svg width="22" height="8" aria-hidden="true">
    <line
      x1="1"
      x2="21"
      y1="4"
      y2="4"
      stroke="currentColor"
      stroke-width="2"
      stroke-dasharray={dashed ? '3 3' : undefined}
    />
  </svg>
);
