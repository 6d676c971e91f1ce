// The networks of a run that were stopped in training → their answers and weights so far, computed from their checkpoints.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import type { BuildTarget, Recipe, Registry } from '@mlp-lab/models';
import { defaultBackend } from '../backends/definitions';
import { registeredVariant } from '../plan/registered-variant';
import type { Report } from '../report/report';
import type { TaskCheckpoint } from '../train/checkpoint-codec';
import { runTask } from '../train/run-task';
import type { StoredNetwork, StoredRun } from './read-run';
import { reportSoFar } from './report-so-far';

/**
 * The run with its stopped networks, and its report, in which they are runs after fewer epochs than planned. Of an epoch that was not
 * finished, the weights count, but not the history. Networks whose first epoch was not finished, and those of plugins that the registry
 * lacks, are left out.
 *
 * @throws MlpLabError as `reportSoFar`.
 */
export async function withStopped(
  stored: StoredRun,
  options: { registry: Registry; dataset: Dataset },
): Promise<{ report: Report; stored: StoredRun }> {
  if (stored.report) return { report: stored.report, stored };
  const networks = new Map(stored.networks);
  for (const [id, saved] of stored.stopped ?? []) {
    const network = await evaluated(saved, options);
    if (network) networks.set(id, network);
  }
  const whole = { ...stored, networks };
  return { report: reportSoFar(whole, options), stored: whole };
}

/** "Trained" for no further epoch. */
async function evaluated(
  { task, checkpoint: { sums: _, ...checkpoint } }: TaskCheckpoint,
  { registry, dataset }: { registry: Registry; dataset: Dataset },
): Promise<StoredNetwork | undefined> {
  const { epochs } = checkpoint;
  const variant = registeredVariant(registry, task) ?? {
    ...task,
    name: task.variant,
    title: task.variant,
    changes: [],
  };
  const recipe = { ...task.recipe, epochs };
  const build = (target: BuildTarget) => registry.build(variant, { ...target, recipe });
  if (epochs === 0 || (!('build' in variant) && !areWidthsIn(checkpoint, recipe))) return undefined;
  try {
    const reached = { ...task, recipe, backend: defaultBackend };
    const { model, ...result } = await runTask(reached, { dataset, build, checkpoint, keepModel: true });
    return { task, result, hasModel: true, model };
  } catch (error) {
    if (error instanceof MlpLabError && ['bad-model', 'unknown-name', 'invalid-argument'].includes(error.code))
      return undefined; // built by code that is not at hand
    throw error;
  }
}

/** A recipe of other layers than the weights, in a file that someone else made, could ask for any memory. */
function areWidthsIn({ weights }: TaskCheckpoint['checkpoint'], { hidden }: Recipe): boolean {
  const widths = new Set(weights.flatMap(({ shape }) => shape));
  return Array.isArray(hidden) && hidden.every((width) => widths.has(width));
}
