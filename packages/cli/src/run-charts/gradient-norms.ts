// Do gradients vanish? Of one run, layer by layer.
import { MlpLabError } from '@mlp-lab/core';
import { layersChart } from '../print/layer-charts';
import type { RunChart } from './run-chart';
import { runName } from './run-name';

export const gradientNorms: RunChart = {
  about: "the gradients of one row's layers by epoch, of a run with --inspect",
  draw({ chosen, moments }) {
    const measured = moments();
    if (measured) return layersChart(measured, runName(chosen));
    const { variant } = chosen.row;
    throw new MlpLabError('unavailable', `no layer of ${variant} was measured: train with --inspect to have it`);
  },
};
