// A variant and values for some fields of its recipe → a variant for each combination: the rows of a sweep.
import { MlpLabError } from '@mlp-lab/core';
import type { RecipeField, Variant } from '@mlp-lab/models';
import { checkSetting, withSetting } from './setting';

/**
 * A field of the recipe, or a part of it after a dot (`optimizer.learningRate`) → the values to try:
 * `{ hidden: [[50], [100]], 'optimizer.learningRate': [0.1, 0.01] }`. A part is set in what is set before it.
 */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/**
 * Every combination of the grid's values, the last field's changing fastest. Each is named by the variant and its settings,
 * `relu hidden=50x4 dropout=0.2`, and `changes` what the variant does and the grid's fields. `compare` takes them as its `variants`; their
 * first makes a good `baseline`. A recipe that can't be is found there, before any training.
 *
 * @throws MlpLabError `unknown-name` for no field of a recipe, with the nearest names; `invalid-argument` for a field without values.
 */
export function gridVariants(variant: Variant, grid: Grid): Variant[] {
  const axes = Object.entries(grid);
  for (const [path, values] of axes) {
    checkSetting(variant.recipe, path);
    if (values.length === 0)
      throw new MlpLabError('invalid-argument', `${path}: expected one value or more, received none`);
  }
  const fields = axes.map(([path]) => path.split('.')[0] as RecipeField);
  return combinations(axes).map((settings) => {
    const label = settings.map(([path, value]) => settingText(path, value)).join(' ');
    return {
      ...variant,
      name: `${variant.name} ${label}`,
      title: label,
      changes: [...new Set([...variant.changes, ...fields])],
      recipe: settings.reduce((recipe, [path, value]) => withSetting(recipe, path, value), variant.recipe),
      published: undefined,
    };
  });
}

type Setting = readonly [path: string, value: unknown];

function combinations(axes: readonly (readonly [string, readonly unknown[]])[]): Setting[][] {
  return axes.reduce<Setting[][]>(
    (made, [path, values]) =>
      made.flatMap((settings) => values.map((value): Setting[] => [...settings, [path, value]])),
    [[]],
  );
}

/** `hidden=50x4`, `optimizer=adam`, `learningRate=0.01` */
function settingText(path: string, value: unknown): string {
  return `${path.slice(path.indexOf('.') + 1)}=${valueText(value)}`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return layersText(value);
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : String(value);
}

/** `[100, 50, 50]` → `100-50x2`: equal layers in a row are counted. */
function layersText(widths: readonly unknown[]): string {
  const runs: { width: unknown; count: number }[] = [];
  for (const width of widths) {
    const last = runs.at(-1);
    if (last !== undefined && last.width === width) last.count += 1;
    else runs.push({ width, count: 1 });
  }
  return runs.map(({ width, count }) => (count > 1 ? `${width}x${count}` : width)).join('-');
}
