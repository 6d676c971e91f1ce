// The members of an ensemble on the test images where they disagree.
import { className, MlpLabError } from '@mlp-lab/core';
import type { DatasetInfo, EnsembleResult } from '@mlp-lab/experiment';
import { type Chart, type ChartOptions, votes as draw } from '@mlp-lab/viz';
import { ensembleRun } from './ensemble-run';
import type { RunChart } from './run-chart';

const WIDTH = 960; // all images in a row

export const votes: RunChart = {
  title: 'Votes',
  about: 'the votes of an ensemble where its members disagree',
  draw(data, { width = WIDTH } = {}) {
    const { name, ensemble } = ensembleRun(data);
    const { length } = ensemble.disputed;
    if (length === 0) throw new MlpLabError('unavailable', `the members of ${name} agree on every test image`);
    return votesChart(ensemble, data.report.dataset, {
      title: `Votes: ${name}, the first ${length} test images where members disagree`,
      width,
    });
  },
};

/** @param ensemble one whose members disagree on at least one test image. @param dataset has the names of the classes. */
export function votesChart(
  { voting, disputed }: EnsembleResult,
  dataset: Pick<DatasetInfo, 'classNames'>,
  options?: ChartOptions,
): Chart {
  const name = (label: number) => className(dataset, label);
  return draw(
    {
      labels: disputed.map(({ label }) => name(label)),
      members: disputed[0].votes.map((_, member) => ({
        name: `member ${member + 1}`,
        predictions: disputed.map((image) => name(image.votes[member])),
      })),
      ensemble: disputed.map((image) => name(image[voting])),
    },
    { title: `Votes on the first ${disputed.length} test images where members disagree`, ...options },
  );
}
