// Whether a network that was trained before is on the way that the settings describe, and whether it is still worth going on.
import type { Dataset } from '@mlp-lab/core';
import type { PlannedNetwork, RunHistory } from '@mlp-lab/experiment';
import type { RateChange } from '../state/settings';
import { epochsOf, type SavedNetwork } from './network-state';

/** Everything that its numbers depend on, but the number of epochs and changes of the rate, which continue what there is. */
export function identityOf({ task, variant }: PlannedNetwork, { name, digest, train, test }: Dataset): string {
  const { recipe, seed, plugins, backend, arithmetic, probe, heldOut } = task;
  const { epochs: _, ...settings } = recipe;
  const data = [name, digest, train.count, test.count];
  return JSON.stringify([settings, seed, variant.origin, plugins, backend, arithmetic, probe, heldOut, data]);
}

/** Whether a saved network is on the way that the settings describe: it had the same rates in the epochs so far. */
export function fits(saved: SavedNetwork, identity: string, rates: readonly RateChange[]): boolean {
  const done = epochsOf(saved);
  const due = rates.filter(({ epoch }) => epoch < done);
  const had = saved.rates.filter(({ epoch }) => epoch < done);
  return saved.identity === identity && JSON.stringify(due) === JSON.stringify(had);
}

/** Whether the validation accuracy (without validation, the training's) was best `patience` epochs ago or earlier. */
export function hasStoppedImproving({ acc, val_acc }: RunHistory, patience: number): boolean {
  const values = val_acc.length > 0 ? val_acc : acc;
  if (patience === 0 || values.length <= patience) return false;
  const best = values.indexOf(values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY));
  return values.length - 1 - best >= patience;
}
