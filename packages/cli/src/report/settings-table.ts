// What the rows were trained by: what they share once, what sets them apart in a table.
import type { RunConfig } from '@mlp-lab/experiment/node';
import type { Recipe } from '@mlp-lab/models';
import { factsList } from './facts';
import type { Markup } from './html';
import { lines } from './lines';
import { type Column, table } from './table';

export function settingsTable({ rows }: RunConfig): Markup[] {
  const isShared = ({ text }: Setting) => new Set(rows.map(text)).size === 1;
  const shared = SETTINGS.filter(isShared).map(({ head, text }) => [head, text(rows[0])] as const);
  const own = SETTINGS.filter((setting) => !isShared(setting));
  const cells = (row: ConfigRow) => [row.variant, ...own.map(({ text }) => lines(text(row)))];
  return [
    ...(shared.length > 0 ? [factsList(shared)] : []),
    ...(own.length > 0
      ? [
          table(
            'Settings that differ',
            [{ head: 'Row' }, ...own],
            rows.map((row) => ({ cells: cells(row) })),
          ),
        ]
      : []),
  ];
}

type ConfigRow = RunConfig['rows'][number];

interface Setting extends Column {
  /** Further lines are details. */
  text(row: ConfigRow): string;
}

const SETTINGS: readonly Setting[] = [
  { head: 'Hidden layers', text: ({ recipe }) => recipe.hidden.join(', ') },
  { head: 'Activation', text: ({ recipe }) => recipe.activation },
  { head: 'Kernels', text: ({ recipe }) => recipe.kernelInitializer },
  { head: 'Batch norm.', text: ({ recipe }) => (recipe.batchNormalization ? 'yes' : 'no') },
  { head: 'Dropout', isNumber: true, text: ({ recipe }) => (recipe.dropout > 0 ? String(recipe.dropout) : 'none') },
  { head: 'Optimizer', isWide: true, text: ({ recipe }) => optimizerText(recipe.optimizer) },
  { head: 'Batch', isNumber: true, text: ({ recipe }) => String(recipe.batchSize) },
  { head: 'Epochs', isNumber: true, text: ({ recipe }) => String(recipe.epochs) },
  { head: 'Held out', isNumber: true, text: ({ recipe }) => `${Number((100 * recipe.validationSplit).toFixed(2))} %` },
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
