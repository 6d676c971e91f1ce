// What each further member brings, by soft and by hard vote.
import { argmax, sizeCurve } from '@mlp-lab/ensemble';
import { accuracyByEnsembleSize } from '@mlp-lab/viz';
import { ensembleRun } from './ensemble-run';
import type { RunChart } from './run-chart';
import { runName } from './run-name';
import { testAnswers } from './test-answers';

export const ensembleSize: RunChart = {
  about: 'accuracy of an ensemble by the number of its members',
  async draw(opened) {
    const ensemble = ensembleRun(opened);
    const { test, members } = await testAnswers(opened, ensemble);
    const chosen = members.map((rows) => rows.map((row) => argmax(row)));
    return accuracyByEnsembleSize(
      [
        { name: 'soft vote', points: sizeCurve(members, test.labels) },
        { name: 'hard vote', points: sizeCurve(chosen, test.labels) },
      ],
      { title: `Accuracy by ensemble size: ${runName(ensemble)}` },
    );
  },
};
