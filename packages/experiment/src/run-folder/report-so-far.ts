// What an ended run has kept → the report of what is complete.
import { isDeepStrictEqual } from 'node:util';
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import type { Registry, Variant } from '@mlp-lab/models';
import { baselineUnder, type Plan, planRow } from '../plan/plan';
import { assemble, datasetInfo } from '../report/assemble';
import type { Report } from '../report/report';
import type { StoredRun } from './read-run';
import type { RowConfig, RunConfig } from './run-config';

/**
 * The report of the runs whose networks are all there. A report that was kept is given as it is.
 *
 * @param options.dataset the images that the run was of.
 * @param options.registry holds the run's variants; one that it has not is told by what the run kept of it.
 * @throws MlpLabError `bad-data` where no run is complete, `invalid-argument` for other data.
 */
export function reportSoFar(
  { config, report, networks }: StoredRun,
  { registry, dataset }: { registry: Registry; dataset: Dataset },
): Report {
  if (report) return report;
  if (!config) throw new MlpLabError('bad-data', 'expected a run with a config or a report, received neither');
  const given = datasetInfo(dataset);
  if (!isDeepStrictEqual(given, config.dataset))
    throw new MlpLabError('invalid-argument', `dataset: expected ${words(config.dataset)}, received ${words(given)}`);
  const results = new Map([...networks].map(([id, { result }]) => [id, result]));
  const soFar = assemble(planOf(config, registry, dataset), results);
  if (soFar.rows.length === 0)
    throw new MlpLabError(
      'bad-data',
      'no run is complete yet: expected all networks of one at least; the same command goes on with it',
    );
  return soFar;
}

function planOf(config: RunConfig, registry: Registry, dataset: Dataset): Plan {
  const { protocol, overrides = {}, seeds, backend, weights, probe } = config;
  const variants = new Map(config.rows.map((row) => [row.variant, variantOf(row, registry)]));
  const baseline = baselineUnder(registry, protocol, overrides, variants.get(config.baseline ?? '') ?? config.baseline);
  const rows = config.rows.map(({ variant, recipe }) =>
    planRow({ registry, variant: variants.get(variant)!, recipe, baseline, seeds, backend, probe }),
  );
  return { dataset, protocol, overrides, baseline, weights, probe, rows };
}

/** The registered variant of that name, or, for one that was made for the run, what the run says of it. */
function variantOf(
  { variant: name, title = name, intends = [], recipe, origin, ensemble }: RowConfig,
  registry: Registry,
): Variant {
  const [found] = registry.list(name);
  const [made] = origin ? registry.list(origin.variant) : [];
  const variant = found ?? { ...made, name, title, changes: intends, recipe, published: undefined, origin };
  return { ...variant, ensemble };
}

const words = ({ name, train, test }: Report['dataset']) => `${name} with ${train} training and ${test} test images`;
