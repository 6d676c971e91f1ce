// The gradients of one run's layers over the epochs: do they vanish?
import { MlpLabError } from '@mlp-lab/core';
import { type LayerSnapshot, snapshotsOf } from '@mlp-lab/experiment';
import { type Chart, type ChartOptions, gradientNorms as draw } from '@mlp-lab/viz';
import { chosenRun, runName } from '../run/choose-run';
import type { RunChart } from './run-chart';

export const gradientNorms: RunChart = {
  title: 'Gradient norms',
  about: "the gradient norms of one row's layers by epoch, of a run with --inspect",
  draw(data, { width } = {}) {
    const chosen = chosenRun(data);
    const measured = snapshotsOf(data.networks ?? new Map(), chosen.row, chosen.run);
    if (measured) return layersChart(measured, runName(chosen), { width });
    throw new MlpLabError(
      'unavailable',
      `the layers of ${chosen.row.variant} were not measured: train with --inspect to measure them`,
    );
  },
};

/** The gradient norms of one network's layers. */
export function layersChart(snapshots: readonly LayerSnapshot[], name: string, options?: ChartOptions): Chart {
  const curves = snapshots[0].layers.map(({ name }, layer) => ({ name, norms: normsOf(snapshots, layer) }));
  return draw(curves, { title: `Gradient norms by layer: ${name}`, ...options });
}

/** The gradient norms of the first layer of each network: what is left of the gradient there. */
export function firstLayersChart(networks: readonly { name: string; snapshots: readonly LayerSnapshot[] }[]): Chart {
  const curves = networks.map(({ name, snapshots }) => ({ name, norms: normsOf(snapshots, 0) }));
  return draw(curves, { title: 'Gradient norms of the first layer' });
}

/** A layer's gradient norm after each epoch. */
function normsOf(snapshots: readonly LayerSnapshot[], layer: number): number[] {
  return snapshots.slice(1).map(({ layers }) => layers[layer].gradientNorm);
}
