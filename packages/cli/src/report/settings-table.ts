// What every row was trained by.
import type { RunConfig } from '@mlp-lab/experiment/node';
import type { Recipe } from '@mlp-lab/models';
import type { Markup } from './html';
import { type Column, table } from './table';

export function settingsTable({ rows }: RunConfig): Markup {
  const lines = rows.map(({ variant, recipe, ensemble }) => ({
    cells: [
      variant,
      ...SETTINGS.map(({ text }) => text(recipe)),
      ...(rows.some((row) => row.ensemble) ? [ensemble ? `${ensemble.members}, ${ensemble.voting} vote` : '–'] : []),
    ],
  }));
  const members = rows.some((row) => row.ensemble) ? [{ head: 'Networks' }] : [];
  return table('Settings of each row', [{ head: 'Row' }, ...SETTINGS, ...members], lines);
}

interface Setting extends Column {
  text(recipe: Recipe): string;
}

const SETTINGS: readonly Setting[] = [
  { head: 'Hidden layers', text: ({ hidden }) => hidden.join(' · ') },
  { head: 'Activation', text: ({ activation }) => activation },
  { head: 'Kernels', text: ({ kernelInitializer }) => kernelInitializer },
  { head: 'Batch norm.', text: ({ batchNormalization }) => (batchNormalization ? 'yes' : 'no') },
  { head: 'Dropout', isNumber: true, text: ({ dropout }) => (dropout > 0 ? String(dropout) : '–') },
  { head: 'Optimizer', text: ({ optimizer }) => hyperparameters(optimizer) },
  { head: 'Batch', isNumber: true, text: ({ batchSize }) => String(batchSize) },
  { head: 'Epochs', isNumber: true, text: ({ epochs }) => String(epochs) },
  {
    head: 'Held out',
    isNumber: true,
    text: ({ validationSplit }) => `${Number((100 * validationSplit).toFixed(2))} %`,
  },
  { head: 'Pixels', text: ({ scale }) => PIXELS[scale] ?? scale },
];

const PIXELS: Readonly<Record<Recipe['scale'], string>> = { none: '0..255', unit: '0..1', standard: 'standardized' };

/** `adam, learningRate 0.001, beta1 0.9` */
function hyperparameters({ name, ...values }: Recipe['optimizer']): string {
  return [name, ...Object.entries(values).map(([key, value]) => `${key} ${String(value)}`)].join(', ');
}
