// The settings of a comparison, as plain data: saved beside its report, enough to repeat it.
import type { Arithmetic } from '@mlp-lab/core';
import type { EnsembleRecipe, Recipe, RecipeField, VariantOrigin } from '@mlp-lab/models';
import { type MadeBy, madeBy } from '../made-by';
import type { Weights } from '../plan/ensemble-weights';
import type { Plan } from '../plan/plan';
import type { Overrides, Protocol } from '../plan/protocol';
import type { Settings } from '../plan/setting';
import { type DatasetInfo, datasetInfo } from '../report/dataset-info';

/** The version of the format. */
export const CONFIG_SCHEMA = 'mlp-lab/config@1';

/** What `config.json` of a run folder holds: all that decides the numbers. Plain JSON. */
export interface RunConfig {
  /** The format and its version. */
  schema: typeof CONFIG_SCHEMA;
  /** The words of the command line, without the program's name. */
  command?: readonly string[];
  /** What wrote it; absent in the first run folders. */
  madeBy?: MadeBy;
  /** The data set, without its images. */
  dataset: DatasetInfo;
  /** Which settings the rows had. */
  protocol: Protocol;
  /** Settings that replaced the rows' own. */
  overrides?: Overrides;
  /** What computed. */
  backend: string;
  /** How the engine multiplied and added. @default 'separate' */
  arithmetic?: Arithmetic;
  /** Each row was trained once per seed. */
  seeds: number[];
  /** Of the ensembles' votes. */
  weights?: Weights;
  /** On how many training images the layers were measured. */
  probe?: number;
  /** The row that the others are compared with. */
  baseline?: string;
  /** In the order of the table. */
  rows: RowConfig[];
}

/** A row's variant, as far as it is plain data. */
export interface RowConfig {
  variant: string;
  title?: string;
  /** The fields of the recipe that the row is about. */
  intends?: readonly RecipeField[];
  recipe: Recipe;
  /** The registered variant and its options, if the row was made from one under another name. */
  origin?: VariantOrigin;
  /** What `gridVariants` set in the recipe. */
  settings?: Settings;
  /** The plugins whose code takes part, with their versions. */
  plugins?: string[];
  ensemble?: EnsembleRecipe;
}

/** The configuration of a planned comparison. */
export function runConfig(
  { dataset, protocol, overrides, weights, probe, baseline, rows }: Plan,
  command?: readonly string[],
): RunConfig {
  const { runs } = rows[0];
  const { arithmetic } = runs[0].tasks[0];
  return {
    schema: CONFIG_SCHEMA,
    command,
    madeBy: madeBy(arithmetic),
    dataset: datasetInfo(dataset),
    protocol,
    overrides,
    backend: runs[0].tasks[0].backend,
    arithmetic,
    seeds: runs.map((run) => run.seed),
    weights,
    probe,
    baseline: baseline.name,
    rows: rows.map(({ variant: { name, title, changes, ensemble, origin, settings }, recipe, runs: [run] }) => ({
      variant: name,
      title,
      intends: changes,
      recipe,
      origin,
      settings,
      plugins: run.tasks[0].plugins,
      ensemble,
    })),
  };
}
