// `mlp-lab race`: variants, the ten optimizers on one network by default, ranked by how soon they reach some accuracies.
import { join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { gridVariants, type RaceResult, type Report, race } from '@mlp-lab/experiment';
import type { Registry, Variant } from '@mlp-lab/models';
import { rowCurves } from '@mlp-lab/report';
import { optimizerRace, renderSvg } from '@mlp-lab/viz';
import writeFileAtomic from 'write-file-atomic';
import { chartText } from '../print/charts';
import { racerName, raceTable } from '../print/race-table';
import { runComparison, type TrainingOptions } from '../run-comparison';
import { namedVariant } from '../variant-words';
import { failures } from './failures';

interface RaceCommandOptions extends TrainingOptions {
  lr?: number[];
  to: number[];
  seeds: number[];
  jobs: number;
}

export async function raceCommand(words: string[], options: RaceCommandOptions): Promise<void> {
  const { lr, to, seeds, jobs, json, out } = options;
  const registry = await options.setup.registry();
  const racers = (words.length > 0 ? words : ['opt/*']).flatMap((word) => racersOf(registry, word));
  const variants = lr ? racers.flatMap((racer) => gridVariants(racer, { 'optimizer.learningRate': lr })) : racers;
  const asked = { variants, baseline: variants[0], seeds, jobs };
  const report = await runComparison(asked, options, (complete) => {
    if (complete && !json && race(complete, to).length > 0)
      process.stdout.write(`${raceTable(bestOfEach(race(complete, to)), complete, to)}\n`);
  });
  const ranking = bestOfEach(race(report, to));
  const racing = rowCurves(rowsOf(report, ranking)).map((run) => ({ ...run, name: racerName(run.name) }));
  const chart = ranking.length > 0 && optimizerRace(racing, { thresholds: to });
  if (chart && out !== undefined) await writeFileAtomic(join(out, 'race.svg'), renderSvg(chart));
  if (json) process.stdout.write(`${JSON.stringify({ schema: 'mlp-lab/race@1', to, ranking, report }, null, 2)}\n`);
  else if (ranking.length > 0)
    process.stdout.write(`${raceTable(ranking, report, to)}\n${chart ? `\n${chartText(chart)}\n` : ''}`);
  const ranked = new Set(ranking.map(({ variant }) => optimizerOf(variant)));
  failures({ ...report, rows: report.rows.filter(({ variant }) => !ranked.has(optimizerOf(variant))) });
}

/** A pattern's variants, or the one that a word names. */
function racersOf(registry: Registry, word: string): Variant[] {
  if (!word.includes('*')) return [namedVariant(registry, word)];
  const found = registry.list(word);
  if (found.length > 0) return found;
  throw new MlpLabError('unknown-name', `no variant matches '${word}': \`mlp-lab list\` shows all`);
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
