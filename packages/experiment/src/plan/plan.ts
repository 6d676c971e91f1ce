// Options → rows, runs and the networks to train for them.
import { checkCount, createRandom, type Dataset, MlpLabError } from '@mlp-lab/core';
import {
  describeDifference,
  notebook,
  type OptionValues,
  pluginTitle,
  type Recipe,
  type Registry,
  type Variant,
} from '@mlp-lab/models';
import type { Task } from '../train/task';
import { checkWeights, type Weights } from './ensemble-weights';
import { effectiveRecipe, type Overrides, type Protocol } from './protocol';

export interface Plan {
  dataset: Dataset;
  protocol: Protocol;
  overrides: Overrides;
  /** What the rows are described against and compared with. */
  baseline: Variant;
  /** Of the ensembles' votes; absent for one each. */
  weights?: Weights;
  /** Images on which layers are measured in training; absent: none are. */
  probe?: number;
  rows: PlannedRow[];
}

export interface PlannedRow {
  variant: Variant;
  recipe: Recipe;
  changes: string[];
  differs: string[];
  runs: PlannedRun[];
}

/** A run is one network, or the members of an ensemble. */
export interface PlannedRun {
  seed: number;
  tasks: Task[];
}

/** A network to train, and whose it is. */
export interface PlannedNetwork {
  task: Task;
  variant: Variant;
  run: PlannedRun;
}

/** A variant by its name, a pattern (`opt/*`), by its name with options, or itself. */
export type AskedVariant = string | Variant | { readonly variant: string; readonly options: OptionValues };

export interface PlanOptions {
  registry: Registry;
  variants: readonly AskedVariant[];
  baseline: string | Variant;
  dataset: Dataset;
  protocol: Protocol;
  seeds: readonly number[];
  backend: string;
  overrides: Overrides;
  weights?: Weights;
  probe?: number;
}

/**
 * What is to be trained. All that can be wrong with names and numbers is found here, before any training.
 *
 * @throws MlpLabError `unknown-name` for a variant that is not registered; `invalid-argument` for no seed or one twice,
 * two variants of one name, a recipe or options that can't be, and weights that a row can't vote with.
 */
export function plan({
  registry,
  variants,
  dataset,
  protocol,
  seeds,
  backend,
  overrides,
  weights,
  probe,
  ...options
}: PlanOptions): Plan {
  checkSeeds(seeds);
  if (probe !== undefined) checkProbe(probe);
  const baseline = baselineUnder(registry, protocol, overrides, options.baseline);
  const rows = expand(registry, variants).map((variant) => {
    const recipe = effectiveRecipe(variant, protocol, overrides);
    if (weights !== undefined) checkWeights(weights, variant, recipe);
    registry.check(variant, { recipe });
    return planRow({ registry, variant, recipe, baseline, seeds, backend, probe });
  });
  return { dataset, protocol, overrides, baseline, weights, probe, rows };
}

/** What the rows of a comparison are told to differ from. */
export function baselineUnder(
  registry: Registry,
  protocol: Protocol,
  overrides: Overrides,
  named: string | Variant = 'baseline',
): Variant {
  const baseline = typeof named === 'string' ? registry.get(named) : named;
  return { ...baseline, recipe: effectiveRecipe(baseline, protocol, overrides) };
}

/** @param row.recipe the one in effect. */
export function planRow({
  registry,
  variant,
  recipe,
  baseline,
  seeds,
  backend,
  probe,
}: {
  registry: Registry;
  variant: Variant;
  recipe: Recipe;
  baseline: Variant;
  seeds: readonly number[];
  backend: string;
  probe?: number;
}): PlannedRow {
  const plugins = registry.pluginsOf(variant, recipe).filter((plugin) => plugin !== notebook());
  const shared = {
    variant: variant.name,
    recipe,
    backend,
    ...(probe !== undefined && { probe }),
    ...(variant.origin && { origin: variant.origin }),
    ...(plugins.length > 0 && { plugins: plugins.map(pluginTitle) }),
  };
  return {
    variant,
    recipe,
    ...describeDifference({ ...variant, recipe }, baseline),
    runs: seeds.map((seed) => planRun(variant, seed, shared)),
  };
}

/** All networks of a plan, in the order of the rows: what is printed first is trained first. */
export function allNetworks({ rows }: Plan): PlannedNetwork[] {
  return rows.flatMap(({ variant, runs }) => runs.flatMap((run) => run.tasks.map((task) => ({ task, variant, run }))));
}

/**
 * The seed of an ensemble's member, counted from 0. The first has the row's own, so that it starts from the same weights and
 * sees the same images as the single networks under that seed; the others' are unrelated to it and to each other.
 */
export function memberSeed(seed: number, member: number): number {
  return member === 0 ? seed : createRandom(seed).stream('member').stream(member).bits(1)[0];
}

/** The identifiers of a run's networks, in order: its own, or its members'. */
export function taskIds(variant: string, seed: number, members?: number): string[] {
  const id = `${variant.replaceAll('/', '.').replace(/[^\w.=,+-]/g, '_')}.seed-${seed}`;
  return members === undefined ? [id] : Array.from({ length: members }, (_, member) => `${id}.member-${member + 1}`);
}

function planRun({ name, ensemble }: Variant, seed: number, shared: Omit<Task, 'id' | 'seed'>): PlannedRun {
  const tasks = taskIds(name, seed, ensemble?.members).map((id, member) => ({
    id,
    seed: ensemble ? memberSeed(seed, member) : seed,
    ...shared,
    ...(ensemble && shared.recipe.validationSplit > 0 && { heldOut: true as const }),
  }));
  return { seed, tasks };
}

function expand(registry: Registry, variants: readonly AskedVariant[]): Variant[] {
  const found = variants.flatMap((variant) => {
    if (typeof variant !== 'string')
      return ['variant' in variant ? registry.get(variant.variant, variant.options) : variant];
    return variant.includes('*') ? registry.list(variant) : [registry.get(variant)];
  });
  if (found.length === 0)
    throw new MlpLabError(
      'unknown-name',
      `no variant matches ${variants.map(String).join(' ')}: expected at least one`,
    );
  const distinct = [...new Set(found)];
  const names = distinct.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new MlpLabError('invalid-argument', `variants: expected names of their own, received two named '${twice}'`);
  return distinct;
}

function checkSeeds(seeds: readonly number[]): void {
  if (seeds.length === 0) throw new MlpLabError('invalid-argument', 'seeds: expected at least one, received none');
  for (const seed of seeds) createRandom(seed);
  if (new Set(seeds).size < seeds.length)
    throw new MlpLabError('invalid-argument', `seeds: expected each once, received ${seeds.join(',')}`);
}

/** @throws MlpLabError `invalid-argument`. */
export function checkProbe(probe: number): void {
  checkCount('probe', probe);
}
