// One image → what the cards' networks say of it, from their newest weights.

import type { Scale } from '@mlp-lab/core';
import { type Dataset, scalingOf } from '@mlp-lab/core';
import { pixelStatistics } from '@mlp-lab/data-mnist';
import type { Card } from '../state/settings';
import { type DenseWeights, denseLayers, forwardPass, type LayerValues } from './forward-pass';
import type { NetworkState } from './network-state';

/** `[classes]`; undefined if no network of the card has been trained, or a plugin's code computes it. */
export interface CardAnswer {
  card: Card;
  probabilities?: number[];
}

/** An ensemble's members vote as it says; of several seeds, the first one answers. */
export function answers(
  cards: readonly Card[],
  networks: readonly NetworkState[],
  pixels: Uint8Array,
  dataset: Dataset,
): CardAnswer[] {
  return cards.map((card) => {
    const own = networks.filter((network) => network.card === card.id);
    const members = own.slice(0, card.ensemble?.members ?? 1);
    const outputs = members.map((network) => layersOf(network, pixels, dataset)?.at(-1)?.outputs);
    if (outputs.length === 0 || outputs.some((output) => !output)) return { card };
    return { card, probabilities: vote(outputs as Float64Array[], card.ensemble?.voting ?? 'soft') };
  });
}

/** Soft: the mean of the probabilities; hard: each class's share of the votes. */
export function vote(outputs: readonly ArrayLike<number>[], voting: 'soft' | 'hard'): number[] {
  const classes = outputs[0].length;
  const sums = new Array<number>(classes).fill(0);
  for (const output of outputs) {
    if (voting === 'hard') sums[largest(output)] += 1;
    else for (let c = 0; c < classes; c++) sums[c] += output[c];
  }
  return sums.map((sum) => sum / outputs.length);
}

/** The smallest class of the greatest value. */
export function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** Every layer's values for one image. */
export function layersOf(network: NetworkState, pixels: Uint8Array, dataset: Dataset): LayerValues[] | undefined {
  const dense = weightsOf(network);
  const { recipe } = network.task;
  return dense && forwardPass(dense, recipe.activation, scaled(pixels, recipe.scale, dataset));
}

export function weightsOf({ checkpoint, task }: NetworkState): DenseWeights[] | undefined {
  return checkpoint && denseLayers(task.recipe, checkpoint.weights);
}

export function scaled(pixels: Uint8Array, scale: Scale, dataset: Dataset): ArrayLike<number> {
  const scaling = scalingOf(scale, () => statisticsOf(dataset));
  return scaling ? Float32Array.from(pixels, (pixel) => (pixel - scaling.shift) / scaling.divisor) : pixels;
}

const statistics = new WeakMap<Dataset, ReturnType<typeof pixelStatistics>>();

export function statisticsOf(dataset: Dataset) {
  const known = statistics.get(dataset) ?? pixelStatistics(dataset.train);
  statistics.set(dataset, known);
  return known;
}
