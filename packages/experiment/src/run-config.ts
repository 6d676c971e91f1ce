// What a comparison was asked for, as plain data: kept beside its report, enough to run it again.
import type { Recipe } from '@mlp-lab/models';
import type { Plan } from './plan';
import type { Protocol } from './protocol';

export interface RunConfig {
  schema: 'mlp-lab/config@1';
  dataset: { name: string; train: number; test: number };
  protocol: Protocol;
  backend: string;
  seeds: number[];
  rows: { variant: string; recipe: Recipe; ensemble?: { members: number; voting: 'soft' | 'hard' } }[];
}

export function runConfig({ dataset, protocol, rows }: Plan): RunConfig {
  const { runs } = rows[0];
  return {
    schema: 'mlp-lab/config@1',
    dataset: { name: dataset.name, train: dataset.train.count, test: dataset.test.count },
    protocol,
    backend: runs[0].tasks[0].backend,
    seeds: runs.map((run) => run.seed),
    rows: rows.map(({ variant, recipe }) => ({ variant: variant.name, recipe, ensemble: variant.ensemble })),
  };
}
