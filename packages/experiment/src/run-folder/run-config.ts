// What a comparison was asked for, as plain data: kept beside its report, enough to run it again.
import type { EnsembleRecipe, Recipe, RecipeField, VariantOrigin } from '@mlp-lab/models';
import type { Weights } from '../plan/ensemble-weights';
import type { Plan } from '../plan/plan';
import type { Overrides, Protocol } from '../plan/protocol';

/** The version of the format. */
export const CONFIG_SCHEMA = 'mlp-lab/config@1';

export interface RunConfig {
  schema: typeof CONFIG_SCHEMA;
  /** The words of the command line, without the program's name. */
  command?: readonly string[];
  dataset: { name: string; train: number; test: number };
  protocol: Protocol;
  /** What was asked for in place of the rows' own settings. */
  overrides?: Overrides;
  backend: string;
  seeds: number[];
  /** Of the ensembles' votes. */
  weights?: Weights;
  /** On how many training images layers were measured. */
  probe?: number;
  /** The row that the others are compared with. */
  baseline?: string;
  rows: RowConfig[];
}

/** A row's variant, as far as it is data. */
export interface RowConfig {
  variant: string;
  title?: string;
  /** The fields that it is about. */
  intends?: readonly RecipeField[];
  recipe: Recipe;
  /** Where it was made from a registered variant: that, and its options. */
  origin?: VariantOrigin;
  /** The plugins whose code takes part, with their versions. */
  plugins?: string[];
  ensemble?: EnsembleRecipe;
}

export function runConfig(
  { dataset, protocol, overrides, weights, probe, baseline, rows }: Plan,
  command?: readonly string[],
): RunConfig {
  const { runs } = rows[0];
  return {
    schema: CONFIG_SCHEMA,
    command,
    dataset: { name: dataset.name, train: dataset.train.count, test: dataset.test.count },
    protocol,
    overrides,
    backend: runs[0].tasks[0].backend,
    seeds: runs.map((run) => run.seed),
    weights,
    probe,
    baseline: baseline.name,
    rows: rows.map(({ variant: { name, title, changes, ensemble, origin }, recipe, runs: [run] }) => ({
      variant: name,
      title,
      intends: changes,
      recipe,
      origin,
      plugins: run.tasks[0].plugins,
      ensemble,
    })),
  };
}
