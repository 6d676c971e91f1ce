// Who disagreed: the members of an ensemble on the images where they did not all say the same.
import { MlpLabError } from '@mlp-lab/core';
import { argmax } from '@mlp-lab/ensemble';
import { votes as votesChart } from '@mlp-lab/viz';
import { ensembleRun } from './ensemble-run';
import type { RunChart } from './run-chart';
import { runName } from './run-name';
import { testAnswers } from './test-answers';

const MOST = 40;

export const votes: RunChart = {
  about: 'the votes of an ensemble, where its members disagree',
  async draw(opened) {
    const ensemble = ensembleRun(opened);
    const { test, labels, members } = await testAnswers(opened, ensemble);
    const predictions = members.map((rows) => rows.map((row) => argmax(row)));
    const disputed = [...labels.keys()].filter((i) => predictions.some((member) => member[i] !== predictions[0][i]));
    if (disputed.length === 0)
      throw new MlpLabError('unavailable', `the members of ${runName(ensemble)} agree on every test image`);
    const shown = disputed.slice(0, MOST);
    const which = disputed.length > MOST ? `the first ${MOST} of ${disputed.length}` : `all ${disputed.length}`;
    return votesChart(
      {
        labels: shown.map((i) => test.labels[i]),
        members: predictions.map((member, m) => ({
          name: `member ${m + 1}`,
          predictions: shown.map((i) => member[i]),
        })),
        ensemble: shown.map((i) => labels[i]),
      },
      { title: `Votes: ${runName(ensemble)}, ${which} images in dispute` },
    );
  },
};
