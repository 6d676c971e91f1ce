// The options of a comparison → its rows, their runs, and the networks to train.
import { type Arithmetic, checkCount, checkObject, createRandom, type Dataset, MlpLabError } from '@mlp-lab/core';
import {
  checkVariant,
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

/** All networks of a comparison, before any is trained. */
export interface Plan {
  /** The images to train on and to test with. */
  dataset: Dataset;
  /** Which settings the rows have. */
  protocol: Protocol;
  /** Settings that replaced the rows' own. */
  overrides: Overrides;
  /** The variant that the rows are described against and compared with. */
  baseline: Variant;
  /** Of the ensembles' votes; absent for equal weights. */
  weights?: Weights;
  /** On how many images layers are measured during training; absent for none. */
  probe?: number;
  /** In the order of the table. */
  rows: PlannedRow[];
}

export interface PlannedRow {
  variant: Variant;
  recipe: Recipe;
  changes: string[];
  differs: string[];
  runs: PlannedRun[];
}

/** One network, or the members of an ensemble. */
export interface PlannedRun {
  seed: number;
  tasks: Task[];
}

/** A network to train, with its variant and run. */
export interface PlannedNetwork {
  /** What to train. */
  task: Task;
  /** The variant of its row. */
  variant: Variant;
  /** The run that it belongs to. */
  run: PlannedRun;
}

/** A variant: its name, a pattern (`opt/*`), its name with options, or the variant itself. */
export type AskedVariant = string | Variant | { readonly variant: string; readonly options: OptionValues };

/** What `plan` needs. */
export interface PlanOptions {
  /** The variants and the plugins. */
  registry: Registry;
  /** The rows, in order. */
  variants: readonly AskedVariant[];
  /** The variant that rows are described against. */
  baseline: string | Variant;
  /** The images to train on and to test with. */
  dataset: Dataset;
  /** Which settings the rows have. */
  protocol: Protocol;
  /** Each variant is trained once per seed. */
  seeds: readonly number[];
  /** What computes. */
  backend: string;
  /** How the engine multiplies and adds. @default 'separate' */
  arithmetic?: Arithmetic | undefined;
  /** Settings that replace the rows' own. */
  overrides: Overrides;
  /** Of the ensembles' votes. Default: equal weights. */
  weights?: Weights | undefined;
  /** On how many images layers are measured. Default: none. */
  probe?: number | undefined;
}

/**
 * Resolves the variants and plans their networks. Every mistake in names and numbers is found here, before any training.
 *
 * @throws MlpLabError `unknown-name` for a variant that is not registered; `invalid-argument` for no seeds or repeated ones,
 * two variants of one name, an invalid recipe or option, and weights that a row can't vote with.
 */
export function plan({
  registry,
  variants,
  dataset,
  protocol,
  seeds,
  backend,
  arithmetic,
  overrides,
  weights,
  probe,
  ...options
}: PlanOptions): Plan {
  checkSeeds(seeds);
  if (probe !== undefined) checkProbe(probe);
  const baseline = baselineUnder(registry, protocol, overrides, options.baseline);
  const rows = withOwnTitles(expand(registry, variants)).map((variant) => {
    const recipe = effectiveRecipe(variant, protocol, overrides);
    if (weights !== undefined) checkWeights(weights, variant, recipe);
    registry.check(variant, { recipe });
    return planRow({ registry, variant, recipe, baseline, seeds, backend, arithmetic, probe });
  });
  return { dataset, protocol, overrides, baseline, weights, probe, rows };
}

/** Variants that share a title have their names instead: a race of learning rates has "learningRate=0.1" for every optimizer. */
function withOwnTitles(variants: readonly Variant[]): Variant[] {
  const count = new Map<string, number>();
  for (const { title } of variants) count.set(title, (count.get(title) ?? 0) + 1);
  return variants.map((variant) => (count.get(variant.title)! > 1 ? { ...variant, title: variant.name } : variant));
}

/** The baseline with its recipe under the protocol and the overrides. */
export function baselineUnder(
  registry: Registry,
  protocol: Protocol,
  overrides: Overrides,
  named: string | Variant = 'baseline',
): Variant {
  const baseline = typeof named === 'string' ? registry.get(named) : named;
  return { ...baseline, recipe: effectiveRecipe(baseline, protocol, overrides) };
}

/** @param row.recipe the recipe in effect. */
export function planRow({
  registry,
  variant,
  recipe,
  baseline,
  seeds,
  backend,
  arithmetic,
  probe,
}: {
  registry: Registry;
  variant: Variant;
  recipe: Recipe;
  baseline: Variant;
  seeds: readonly number[];
  backend: string;
  arithmetic?: Arithmetic;
  probe?: number;
}): PlannedRow {
  const plugins = registry.pluginsOf(variant, recipe).filter((plugin) => plugin !== notebook());
  const shared = {
    variant: variant.name,
    recipe,
    backend,
    ...(arithmetic === 'fused' && { arithmetic }),
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

/** All networks of a plan, in the order of the rows: those that are printed first are trained first. */
export function allNetworks({ rows }: Plan): PlannedNetwork[] {
  return rows.flatMap(({ variant, runs }) => runs.flatMap((run) => run.tasks.map((task) => ({ task, variant, run }))));
}

/**
 * The seed of an ensemble's member, counted from 0. The first member has the row's seed: it starts from the same weights and sees
 * the images in the same order as the single networks under that seed. The other seeds are unrelated to it and to each other.
 */
export function memberSeed(seed: number, member: number): number {
  return member === 0 ? seed : createRandom(seed).stream('member').stream(member).bits(1)[0];
}

/** The ids of a run's networks, in order: one, or one per member. */
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
  const found = variants.flatMap((variant, i) => {
    if (typeof variant !== 'string') {
      const given = checkObject(`variants[${i}]`, variant) as Exclude<AskedVariant, string>;
      return ['variant' in given ? registry.get(given.variant, given.options) : checkVariant(`variants[${i}]`, given)];
    }
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
    throw new MlpLabError('invalid-argument', `variants: expected unique names, received two named '${twice}'`);
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
