// How fast the optimizers learn: the rows of the optimizer race.
import { MlpLabError } from '@mlp-lab/core';
import type { Row } from '@mlp-lab/experiment';
import { optimizerRaceNames } from '@mlp-lab/models';
import { optimizerRace } from '@mlp-lab/viz';
import { rowCurves } from './row-data';
import type { RunChart } from './run-chart';

export const race: RunChart = {
  title: 'Optimizer race',
  about: 'the epoch at which each optimizer (opt/*) reached an accuracy',
  draw({ report }, { width, thresholds } = {}) {
    const racers = rowCurves(report.rows.filter(isOptimizerRacer));
    if (racers.length === 0) throw new MlpLabError('unavailable', 'the run has no row of opt/*');
    return optimizerRace(racers, { width, thresholds });
  },
};

/** Whether the row, or the variant that it was made from, is one of the optimizer race. */
export const isOptimizerRacer = ({ variant, origin }: Row): boolean =>
  optimizerRaceNames.includes(origin?.variant ?? variant);
