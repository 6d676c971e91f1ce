// The networks of a run → what the list of runs shows.
import type { Dataset } from '@mlp-lab/core';
import type { Registry } from '@mlp-lab/models';
import type { Settings } from '../state/settings';
import type { RunSummary } from '../storage/stored-run';
import { epochsOf, historyOf, type NetworkState } from './network-state';
import { cardTitle } from './plan-cards';

export function summarize(
  { cards }: Settings,
  networks: readonly NetworkState[],
  registry: Registry,
  dataset: Dataset | undefined,
): RunSummary[] {
  return cards.map((card) => {
    const first = networks.find((network) => network.card === card.id);
    const probabilities = first?.result?.probabilities;
    return {
      card: card.id,
      title: cardTitle(card, registry),
      epochs: first ? epochsOf(first) : 0,
      testAccuracy: probabilities && dataset ? accuracyOf(probabilities, dataset) : undefined,
      validationAccuracy: first && historyOf(first).val_acc.at(-1),
      seconds: networks
        .filter((network) => network.card === card.id)
        .reduce((sum, { checkpoint }) => sum + (checkpoint?.seconds ?? 0), 0),
    };
  });
}

/** The share of test images that these probabilities, `[images, classes]`, classify correctly. */
export function accuracyOf(probabilities: Float32Array, { test, classes }: Dataset): number {
  let right = 0;
  for (let i = 0; i < test.count; i++) if (predictionAt(probabilities, i, classes) === test.labels[i]) right++;
  return right / test.count;
}

export function predictionAt(probabilities: ArrayLike<number>, image: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++)
    if (probabilities[image * classes + c] > probabilities[image * classes + best]) best = c;
  return best;
}
