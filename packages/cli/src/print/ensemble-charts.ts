// An ensemble's run → its charts: accuracy by size, and the votes where members disagree.
import type { EnsembleResult } from '@mlp-lab/experiment';
import { accuracyByEnsembleSize, type Chart, type ChartOptions, votes } from '@mlp-lab/viz';

/** By the file's name that each has. Where the members agree on every image, there are no votes to show. */
export function ensembleCharts(ensemble: EnsembleResult): Record<string, Chart> {
  const size = { 'ensemble-size': sizeChart(ensemble) };
  return ensemble.disputed.length > 0 ? { ...size, votes: votesChart(ensemble) } : size;
}

export function sizeChart({ sizes }: EnsembleResult, options?: ChartOptions): Chart {
  return accuracyByEnsembleSize(
    [
      { name: 'soft vote', points: sizes.soft },
      { name: 'hard vote', points: sizes.hard },
    ],
    options,
  );
}

/** Of an ensemble with images in dispute. */
export function votesChart({ voting, disputed }: EnsembleResult, options?: ChartOptions): Chart {
  return votes(
    {
      labels: disputed.map(({ label }) => label),
      members: disputed[0].votes.map((_, member) => ({
        name: `member ${member + 1}`,
        predictions: disputed.map((image) => image.votes[member]),
      })),
      ensemble: disputed.map((image) => image[voting]),
    },
    { title: `Votes on the first ${disputed.length} test images in dispute`, ...options },
  );
}
