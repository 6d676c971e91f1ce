// The order in which threads take networks.
import type { Dataset } from '@mlp-lab/core';
import type { Recipe } from '@mlp-lab/models';
import type { PlannedNetwork } from './plan';

/** The longest training first, so that threads end at about the same time. Networks that take equally long keep their order. */
export function longestFirst(networks: readonly PlannedNetwork[], dataset: Dataset): PlannedNetwork[] {
  const work = (network: PlannedNetwork) => workOf(network.task.recipe, dataset);
  return [...networks].sort((a, b) => work(b) - work(a));
}

// An update of plain SGD costs next to nothing; one that reads and writes moments takes about as long as ten images.
const IMAGES_PER_UPDATE = 10;

/** Approximately, in multiplications. */
function workOf(
  { hidden, epochs, batchSize, validationSplit, optimizer }: Recipe,
  { train, classes }: Dataset,
): number {
  const widths = [train.height * train.width, ...hidden, classes];
  const weights = widths.slice(1).reduce((sum, width, i) => sum + width * widths[i], 0);
  const images = train.count * (1 - validationSplit);
  const updates = optimizer.name === 'sgd' ? 0 : (images / batchSize) * IMAGES_PER_UPDATE;
  return epochs * weights * (images + updates);
}
