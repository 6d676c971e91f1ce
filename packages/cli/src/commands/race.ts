// `mlp-lab race`: the ten optimizers on one network from one start, ranked by how soon they reach some accuracies.
import { join } from 'node:path';
import { gridVariants, type RaceResult, type Report, race, rowCurves } from '@mlp-lab/experiment';
import { optimizerRace, renderSvg } from '@mlp-lab/viz';
import writeFileAtomic from 'write-file-atomic';
import { chartText } from '../print/charts';
import { racerName, raceTable } from '../print/race-table';
import { runComparison, type TrainingOptions } from '../run-comparison';
import { failures } from './failures';

interface RaceCommandOptions extends TrainingOptions {
  lr?: number[];
  to: number[];
  seeds: number[];
  jobs: number;
}

export async function raceCommand(options: RaceCommandOptions): Promise<void> {
  const { lr, to, seeds, jobs, json, out } = options;
  const racers = (await options.setup.registry()).list('opt/*');
  const variants = lr ? racers.flatMap((racer) => gridVariants(racer, { 'optimizer.learningRate': lr })) : racers;
  const asked = { variants, baseline: variants[0], seeds, jobs };
  const report = await runComparison(asked, options, (complete) => {
    if (complete && !json) process.stdout.write(`${raceTable(bestOfEach(race(complete, to)), complete, to)}\n`);
  });
  const ranking = bestOfEach(race(report, to));
  const racing = rowCurves(rowsOf(report, ranking)).map((run) => ({ ...run, name: racerName(run.name) }));
  const chart = ranking.length > 0 && optimizerRace(racing, { thresholds: to });
  if (chart && out !== undefined) await writeFileAtomic(join(out, 'race.svg'), renderSvg(chart));
  if (json) process.stdout.write(`${JSON.stringify({ schema: 'mlp-lab/race@1', to, ranking, report }, null, 2)}\n`);
  else process.stdout.write(`${raceTable(ranking, report, to)}\n${chart ? `\n${chartText(chart)}\n` : ''}`);
  const ranked = new Set(ranking.map(({ variant }) => optimizerOf(variant)));
  failures({ ...report, rows: report.rows.filter(({ variant }) => !ranked.has(optimizerOf(variant))) });
}

/** Of several learning rates of one optimizer, the one that ranks first. */
function bestOfEach(ranking: readonly RaceResult[]): RaceResult[] {
  const optimizers = ranking.map(({ variant }) => optimizerOf(variant));
  return ranking.filter((_, i) => optimizers.indexOf(optimizers[i]) === i);
}

/** `opt/adam learningRate=0.01` → `opt/adam` */
const optimizerOf = (variant: string) => variant.split(' ')[0];

function rowsOf({ rows }: Report, ranking: readonly RaceResult[]): Report['rows'] {
  return ranking.flatMap(({ variant }) => rows.filter((row) => row.variant === variant));
}
