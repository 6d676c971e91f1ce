// Measurements of each layer → a table: before training → after the last epoch, variants side by side.
import { groupedNumber } from '@mlp-lab/core';
import type { Inspection, LayerMeasure } from '@mlp-lab/experiment';
import { table } from './table';
import { pc, terminalColumns } from './terminal';
import { wrap } from './wrap';

const HEAD = ['Variant', 'Layer', 'Gradient norm', 'Activation', 'Mean ± deviation', 'Saturated / dead'];
const WRAP = { 2: 17, 4: 45, 5: 17 }; // `before → after` on one line, in columns of the terminal

export function inspectionTable({ variants, dataset, protocol, seed, probe }: Inspection): string {
  const [{ epochs }] = variants;
  const lines = variants.flatMap(({ variant, snapshots }) => {
    const [first, last] = [snapshots[0], snapshots[snapshots.length - 1]];
    return first.layers.map((before, i) => {
      const after = last.layers[i];
      return [
        i === 0 ? variant : '',
        before.name,
        change(before, after, ({ gradientNorm }) => gradientNorm.toExponential(1)),
        before.activation ?? '–',
        change(before, after, ({ mean, deviation }) => `${mean.toFixed(3)} ± ${deviation.toFixed(3)}`),
        change(before, after, inactiveText),
      ];
    });
  });
  const notes = [
    ...(dataset.notes ?? []),
    `${dataset.name}: the first ${Math.min(probe, dataset.train)} of ${groupedNumber(dataset.train)} training images; protocol ${protocol}; seed ${seed}`,
    `Before training → after ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}.`,
    'Saturated: sigmoid outputs below 0.05 or above 0.95, tanh outputs beyond ±0.9. Dead: ReLU units that are 0 for every image.',
  ];
  return [
    table(HEAD, lines, { right: [2, 4, 5], wrap: WRAP, names: 2 }),
    '',
    ...notes.map((note) => pc.dim(wrap(note, terminalColumns() ?? Number.POSITIVE_INFINITY))),
  ].join('\n');
}

function change(before: LayerMeasure, after: LayerMeasure, text: (measure: LayerMeasure) => string): string {
  const [then, now] = [text(before), text(after)];
  return then === '–' ? then : `${then} → ${now}`;
}

function inactiveText({ saturated, dead }: LayerMeasure): string {
  const share = saturated ?? dead;
  return share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
}
