// What each further member brings, by soft and by hard vote.
import { sizeChart } from '../print/ensemble-charts';
import { ensembleRun } from './ensemble-run';
import type { RunChart } from './run-chart';

export const ensembleSize: RunChart = {
  about: 'accuracy of an ensemble by the number of its members',
  draw(opened) {
    const { name, ensemble } = ensembleRun(opened);
    return sizeChart(ensemble, { title: `Accuracy by ensemble size: ${name}` });
  },
};
