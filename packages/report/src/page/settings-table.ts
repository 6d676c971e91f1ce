// The settings that the rows were trained with: those they share once, those that differ in a table.
import type { RunConfig } from '@mlp-lab/experiment';
import type { Recipe } from '@mlp-lab/models';
import { factsList, lines, type Markup } from './html';
import { type Column, table } from './table';

export function settingsTable({ rows }: Pick<RunConfig, 'rows'>): Markup[] {
  const isShared = ({ text }: Setting) => new Set(rows.map(text)).size === 1;
  const shared = SETTINGS.filter(isShared).map(({ head, text }) => [head, text(rows[0])] as const);
  const own = SETTINGS.filter((setting) => !isShared(setting));
  const made = rows.map((row) => ({ cells: [row.variant, ...own.map(({ text }) => lines(text(row)))] }));
  return [
    ...(shared.length > 0 ? [factsList(shared)] : []),
    ...(own.length > 0 ? [table('Settings that differ', [{ head: 'Row' }, ...own], made)] : []),
  ];
}

interface Setting extends Column {
  /** Further lines are details. */
  text(row: RunConfig['rows'][number]): string;
}

const number = { className: 'number' };

const SETTINGS: readonly Setting[] = [
  { head: 'Hidden layers', text: ({ recipe }) => recipe.hidden.join(', ') },
  { head: 'Activation', text: ({ recipe }) => recipe.activation },
  { head: 'Initializer', text: ({ recipe }) => recipe.kernelInitializer },
  { head: 'Batch norm.', text: ({ recipe }) => (recipe.batchNormalization ? 'yes' : 'no') },
  { head: 'Dropout', ...number, text: ({ recipe }) => (recipe.dropout > 0 ? String(recipe.dropout) : 'none') },
  { head: 'Optimizer', className: 'wide', text: ({ recipe }) => optimizerText(recipe.optimizer) },
  { head: 'Batch size', ...number, text: ({ recipe }) => String(recipe.batchSize) },
  { head: 'Epochs', ...number, text: ({ recipe }) => String(recipe.epochs) },
  {
    head: 'Validation split',
    ...number,
    text: ({ recipe }) => `${Number((100 * recipe.validationSplit).toFixed(2))} %`,
  },
  { head: 'Networks', text: ({ ensemble }) => (ensemble ? `${ensemble.members}\n${ensemble.voting} vote` : '1') },
  { head: 'Pixels', text: ({ recipe }) => PIXELS[recipe.scale] ?? recipe.scale },
];

const PIXELS: Readonly<Record<Recipe['scale'], string>> = {
  none: '0 to 255',
  unit: '0 to 1',
  standard: 'standardized',
};

function optimizerText({ name, ...values }: Recipe['optimizer']): string {
  const hyperparameters = Object.entries(values).map(([key, value]) => `${key} ${String(value)}`);
  return `${name}\n${hyperparameters.join(', ')}`;
}
