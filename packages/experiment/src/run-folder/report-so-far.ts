// What an interrupted run saved → the report of its complete runs.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import type { Registry, Variant } from '@mlp-lab/models';
import { baselineUnder, type Plan, planRow } from '../plan/plan';
import { registeredVariant } from '../plan/registered-variant';
import { assemble } from '../report/assemble';
import { datasetInfo, differentDatasets, isSameDataset } from '../report/dataset-info';
import type { Report } from '../report/report';
import { checkShape } from './check-shape';
import type { StoredRun } from './read-run';
import type { RowConfig, RunConfig } from './run-config';
import { RECIPE } from './shapes';

/**
 * The report of the runs whose networks are all trained. If a report was saved, it is returned as it is.
 *
 * @param options.dataset the data set of the run.
 * @param options.registry the run's variants; those that it lacks are described by what the run saved of them.
 * @throws MlpLabError `bad-data` if no run is complete, or a network's files are damaged; `invalid-argument` for another data set.
 */
export function reportSoFar(
  { config, report, networks, stopped }: StoredRun,
  { registry, dataset }: { registry: Registry; dataset: Dataset },
): Report {
  if (report) return report;
  if (!config) throw new MlpLabError('bad-data', 'expected a run with a config or a report, received neither');
  const given = datasetInfo(dataset);
  if (!isSameDataset(given, config.dataset))
    throw new MlpLabError('invalid-argument', `dataset: ${differentDatasets(config.dataset, given)}`);
  for (const { damage } of networks.values()) if (damage) throw new MlpLabError('bad-data', damage);
  const results = new Map([...networks].map(([id, { result }]) => [id, result]));
  const begun = new Set([...(stopped?.keys() ?? [])].filter((id) => !results.has(id)));
  const soFar = assemble(planOf(config, registry, dataset), results, begun);
  if (soFar.rows.length === 0)
    throw new MlpLabError('bad-data', 'no run is complete yet, and none has begun: rerun the command to resume');
  return soFar;
}

function planOf(config: RunConfig, registry: Registry, dataset: Dataset): Plan {
  const { protocol, overrides = {}, seeds, backend, arithmetic, weights, probe } = config;
  const variants = new Map(config.rows.map((row) => [row.variant, variantOf(row, registry)]));
  const baseline = baselineUnder(registry, protocol, overrides, variants.get(config.baseline ?? '') ?? config.baseline);
  checkShape(baseline.recipe, RECIPE, 'the settings of the run in config.json:');
  const rows = config.rows.map(({ variant, recipe }) =>
    planRow({ registry, variant: variants.get(variant)!, recipe, baseline, seeds, backend, arithmetic, probe }),
  );
  return { dataset, protocol, overrides, baseline, weights, probe, rows };
}

/** A row's variant again, from what the run saved of it and, if the registry still has it, from the registered variant. */
function variantOf(row: RowConfig, registry: Registry): Variant {
  const { variant: name, title = name, intends = [], recipe, origin, settings, ensemble } = row;
  const registered = registeredVariant(registry, row);
  if (registered && origin === undefined) return { ...registered, ensemble };
  return { ...registered, name, title, changes: intends, recipe, published: undefined, origin, settings, ensemble };
}
