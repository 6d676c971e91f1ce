// Layers measured in training → charts of their gradients.
import type { LayerMoment } from '@mlp-lab/experiment';
import { type Chart, gradientNorms } from '@mlp-lab/viz';

/** The gradients of one network's layers. */
export function layersChart(moments: readonly LayerMoment[], name: string): Chart {
  const curves = moments[0].layers.map(({ name }, layer) => ({ name, norms: normsOf(moments, layer) }));
  return gradientNorms(curves, { title: `Gradient norms by layer: ${name}` });
}

/** The gradient that arrives at the first layer of each network. */
export function firstLayersChart(networks: readonly { name: string; moments: readonly LayerMoment[] }[]): Chart {
  const curves = networks.map(({ name, moments }) => ({ name, norms: normsOf(moments, 0) }));
  return gradientNorms(curves, { title: 'Gradient norms of the first layer' });
}

/** A layer's gradient after each epoch. */
function normsOf(moments: readonly LayerMoment[], layer: number): number[] {
  return moments.slice(1).map(({ layers }) => layers[layer].gradientNorm);
}
