// Who disagreed: the members of an ensemble on the images where they did not all say the same.
import { MlpLabError } from '@mlp-lab/core';
import { votesChart } from '../print/ensemble-charts';
import { ensembleRun } from './ensemble-run';
import type { RunChart } from './run-chart';

const WIDTH = 960; // all images in a row

export const votes: RunChart = {
  about: 'the votes of an ensemble, where its members disagree',
  draw(opened) {
    const { name, ensemble } = ensembleRun(opened);
    const { length } = ensemble.disputed;
    if (length === 0) throw new MlpLabError('unavailable', `the members of ${name} agree on every test image`);
    return votesChart(ensemble, { title: `Votes: ${name}, the first ${length} test images in dispute`, width: WIDTH });
  },
};
