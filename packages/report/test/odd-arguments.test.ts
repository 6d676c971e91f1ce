import * as report from '@mlp-lab/report';
import * as reportNode from '@mlp-lab/report/node';
import { afterAll, beforeAll, describe } from 'vitest';
import { testOddArguments } from '../../../testing/odd-arguments';
import { type KeptRun, keptRun, registry } from './kept-run';

let kept: KeptRun;
let opened: reportNode.OpenedRun;

beforeAll(async () => {
  kept = await keptRun({ variants: ['relu', 'opt/adam'], epochs: 1 });
  opened = await reportNode.openRun(kept.dir, { registry });
});

afterAll(() => kept.remove());

const { runCharts } = report;

describe('arguments that are off', () => {
  testOddArguments(
    { ...report, ...reportNode, drawAccuracy: runCharts.accuracy.draw, drawRace: runCharts.race.draw },
    {
      accuracyChart: () => [kept.report],
      chooseRun: () => [kept.report, { seed: 1 }],
      curvesChart: () => [kept.report],
      drawAccuracy: () => [{ report: kept.report }, { width: 600 }],
      drawRace: () => [{ report: kept.report }, { width: 600 }],
      openRun: () => [kept.dir, { registry, variant: 'relu', seed: 1 }],
      missingCharts: () => [{ report: kept.report }],
      reportPage: () => [{ report: kept.report }, { data: 'mnist' }],
      reproduceCommand: () => [opened.config, { registry, data: 'mnist' }],
      resultsTable: () => [kept.report],
    },
    // biome-ignore format: by what they are for
    [
      'saveReport', // openRun and reportPage, and writes what they give
      // parts of charts and tables, made from a report that was checked
      'ensembleCharts', 'estimateText', 'firstLayersChart', 'isOptimizerRacer', 'layersChart', 'measuredHistory', 'mistakes', 'rowCurves',
      'runName', 'setNotes', 'testAnswers', 'chartPage',
      // words
      'durationText', 'shellCommand', 'timeLeft',
    ],
  );
});
