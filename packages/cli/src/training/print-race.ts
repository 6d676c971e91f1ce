// `race`: variants ranked by how soon they reach some accuracies.
import { join } from 'node:path';
import { gridVariants, type RaceResult, type Report, race } from '@mlp-lab/experiment';
import type { Variant } from '@mlp-lab/models';
import { rowCurves } from '@mlp-lab/report';
import { optimizerRace, renderSvg } from '@mlp-lab/viz';
import type { TrainingOptions } from '../options/shared-options';
import { chartText } from '../print/charts';
import { printJson } from '../print/print-json';
import { racerName, racerOf, raceTable } from '../print/race-table';
import { print } from '../print/terminal';
import { writeFile } from '../print/write-file';
import { type Comparison, runComparison } from './run-comparison';
import { throwFailures } from './throw-failures';

export interface RaceTargets {
  /** Validation accuracies to reach. */
  to: readonly number[];
  /** Learning rates that each variant tries; the one that ranks first counts. @default its own */
  lr?: readonly number[];
}

/** @throws MlpLabError as `runComparison`; `diverged` after printing, if a variant failed with every learning rate. */
export async function printRace(
  racers: readonly Variant[],
  { to, lr }: RaceTargets,
  comparison: Pick<Comparison, 'seeds' | 'jobs'>,
  options: TrainingOptions,
): Promise<void> {
  const { json, out } = options;
  const variants = lr ? racers.flatMap((racer) => gridVariants(racer, { 'optimizer.learningRate': lr })) : racers;
  const report = await runComparison({ variants, baseline: variants[0], ...comparison }, options, (complete) => {
    if (complete && !json && race(complete, to).length > 0)
      print(`${raceTable(bestOfEach(race(complete, to)), complete, to)}\n`);
  });
  const ranking = bestOfEach(race(report, to));
  const racing = rowCurves(rowsOf(report, ranking)).map((run, i) => ({ ...run, name: racerName(ranking[i]) }));
  const chart = ranking.length > 0 && optimizerRace(racing, { thresholds: to });
  if (chart && out !== undefined) await writeFile(join(out, 'race.svg'), renderSvg(chart));
  if (json) printJson({ schema: 'mlp-lab/race@1', to, ranking, report });
  else if (ranking.length > 0) print(`${raceTable(ranking, report, to)}\n${chart ? `\n${chartText(chart)}\n` : ''}`);
  const ranked = new Set(ranking.map(racerOf));
  throwFailures({ ...report, rows: report.rows.filter((row) => !ranked.has(racerOf(row))) });
}

/** For each racer, the learning rate that ranks first. */
function bestOfEach(ranking: readonly RaceResult[]): RaceResult[] {
  const racers = ranking.map(racerOf);
  return ranking.filter((_, i) => racers.indexOf(racers[i]) === i);
}

function rowsOf({ rows }: Report, ranking: readonly RaceResult[]): Report['rows'] {
  return ranking.flatMap(({ variant }) => rows.filter((row) => row.variant === variant));
}
