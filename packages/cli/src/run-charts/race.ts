// Who learns fastest: the rows of the optimizer race.
import { MlpLabError } from '@mlp-lab/core';
import { rowCurves } from '@mlp-lab/experiment';
import { optimizerRace } from '@mlp-lab/viz';
import type { RunChart } from './run-chart';

export const race: RunChart = {
  about: 'the epoch at which each optimizer (opt/*) reached an accuracy',
  draw({ report }) {
    const racers = rowCurves(report.rows.filter(({ variant }) => variant.startsWith('opt/')));
    if (racers.length === 0) throw new MlpLabError('unavailable', 'the run has no row of opt/*');
    return optimizerRace(racers);
  },
};
