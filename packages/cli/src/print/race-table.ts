// A ranking of optimizers, or of other variants → its table.
import { groupedNumber } from '@mlp-lab/core';
import type { RacePoint, RaceResult, Report } from '@mlp-lab/experiment';
import { optionsName } from '@mlp-lab/models';
import { isOptimizerRacer } from '@mlp-lab/report';
import { table } from './table';
import { pc } from './terminal';

export function raceTable(ranking: readonly RaceResult[], { dataset, rows }: Report, to: readonly number[]): string {
  const lines = ranking.map(({ reached, best, ...ranked }, i) => [
    i + 1,
    racerName(ranked),
    ...reached.map(pointText),
    best.toFixed(4),
  ]);
  const numbers = [0, ...to.map((_, i) => i + 2), to.length + 2];
  const made = table(
    ['', rows.every(isOptimizerRacer) ? 'Optimizer' : 'Variant', ...to.map((accuracy) => `To ${accuracy}`), 'Best'],
    lines,
    { right: numbers },
  );
  const [{ epochs, backend }] = rows.flatMap(({ runs }) => runs);
  const seeds = [...new Set(rows.flatMap(({ runs }) => runs.map(({ seed }) => seed)))];
  const tried = rows.length - ranking.length;
  const notes = [
    ...(dataset.notes ?? []),
    `${dataset.name}: ${groupedNumber(dataset.train)} training images; ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}; ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}; ${backend} backend`,
    `Each cell: epochs / steps / seconds of training until the validation accuracy is reached; – if it is not.`,
    'Ranked by the highest accuracy first, then by the lower ones, then by the best accuracy reached.',
    ...(tried > 0 ? ['Beside each optimizer: the learning rate that ranks first among those tried.'] : []),
    ...rows.flatMap(({ variant, failures = [] }) =>
      failures.map(({ seed, message }) => `${variant}, seed ${seed} failed: ${message}`),
    ),
  ];
  return [made, '', ...notes.map((note) => pc.dim(note))].join('\n');
}

/** `adam`, or with the learning rate that it tried, `adam 0.01`. */
export function racerName(row: Pick<RaceResult, 'variant' | 'origin' | 'settings'>): string {
  const name = racerOf(row).replace(/^opt\//, '');
  return [name, ...Object.values(row.settings ?? {})].join(' ');
}

/** What raced, without the learning rate that it tried: `opt/adam`, `acme/maxout:pieces=3`. */
export function racerOf({ variant, origin }: Pick<RaceResult, 'variant' | 'origin'>): string {
  const options = optionsName(origin?.options ?? {});
  return [origin?.variant ?? variant, ...(options ? [options] : [])].join(':');
}

function pointText(point: RacePoint | null): string {
  return point ? `${point.epochs} / ${point.steps} / ${point.seconds.toFixed(1)}` : '–';
}
