// The charts of an ensemble's run: accuracy by size, and the votes on the images where its members disagree.
import type { DatasetInfo, EnsembleResult } from '@mlp-lab/experiment';
import type { Chart } from '@mlp-lab/viz';
import { ensembleSizeChart } from './ensemble-size';
import { votesChart } from './votes';

/** By their names, which are also those of their files. `dataset` has the names of the classes. Without `votes` where the members agree on every image. */
export function ensembleCharts(
  ensemble: EnsembleResult,
  dataset: Pick<DatasetInfo, 'classNames'> = {},
): Record<string, Chart> {
  const size = { 'ensemble-size': ensembleSizeChart(ensemble) };
  return ensemble.disputed.length > 0 ? { ...size, votes: votesChart(ensemble, dataset) } : size;
}
