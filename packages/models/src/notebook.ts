// The plugin that a registry usually starts with: the notebook's experiments, under bare names.

import { definePlugin } from './define-plugin';
import type { OptimizerName } from './optimizers/optimizer-recipe';
import type { Plugin } from './plugin';
import type { Variant } from './variant';
import { adam } from './variants/adam';
import { baseline } from './variants/baseline';
import { batchNorm } from './variants/batch-norm';
import { combined } from './variants/combined';
import { dropout } from './variants/dropout';
import { ensemble } from './variants/ensemble';
import { heNormal } from './variants/he-normal';
import { optimizerRace } from './variants/optimizer-race';
import { relu } from './variants/relu';
import { selu } from './variants/selu';

const rows = [baseline, heNormal, relu, adam, batchNorm, dropout, ensemble, combined];

/** The names of the notebook's table, in its order, and `combined`: the default rows of a comparison. */
export const notebookRows: readonly string[] = rows.map(({ name }) => name);

/** The names of the optimizer race's variants: `opt/sgd`, … `opt/adamw`. */
export const optimizerRaceNames: readonly string[] = optimizerRace.map(({ name }) => name);

/** The variants of the notebook, for TypeScript. */
type NotebookVariant =
  | 'baseline'
  | 'he-normal'
  | 'relu'
  | 'adam'
  | 'batch-norm'
  | 'dropout'
  | 'ensemble'
  | 'combined'
  | 'selu'
  | `opt/${OptimizerName}`;

const plugin = definePlugin({
  meta: { name: 'notebook', version: '1.0.0', namespace: '' },
  variants: [...rows, selu, ...optimizerRace] as readonly Variant<NotebookVariant, undefined>[],
});

/** The notebook's experiments. Every call returns the same object, so that using it twice has no effect. */
export const notebook = (): Plugin<'', readonly Variant<NotebookVariant, undefined>[]> => plugin;
