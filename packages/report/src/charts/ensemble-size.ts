// Accuracy by the number of members that vote, softly and hard.
import type { EnsembleResult } from '@mlp-lab/experiment';
import { accuracyByEnsembleSize, type Chart, type ChartOptions } from '@mlp-lab/viz';
import { ensembleRun } from './ensemble-run';
import type { RunChart } from './run-chart';

export const ensembleSize: RunChart = {
  title: 'Accuracy by ensemble size',
  about: 'accuracy of an ensemble by the number of its members',
  draw(data, { width } = {}) {
    const { name, ensemble } = ensembleRun(data);
    return ensembleSizeChart(ensemble, { title: `Accuracy by ensemble size: ${name}`, width });
  },
};

export function ensembleSizeChart({ sizes }: EnsembleResult, options?: ChartOptions): Chart {
  return accuracyByEnsembleSize(
    [
      { name: 'soft vote', points: sizes.soft },
      { name: 'hard vote', points: sizes.hard },
    ],
    options,
  );
}
