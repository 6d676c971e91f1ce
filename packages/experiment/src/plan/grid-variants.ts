// A variant and values for fields of its recipe → a variant for each combination: the rows of a sweep.
import { checkObject, describeValue, invalidArgument } from '@mlp-lab/core';
import { checkOptions, checkVariant, optionsName, type RecipeField, type Variant } from '@mlp-lab/models';
import { checkSetting, withSetting } from './setting';

/**
 * The values to try, by field of the recipe, by part of a field after a dot (`optimizer.learningRate`), or by option of the variant:
 * `{ hidden: [[50], [100]], 'optimizer.learningRate': [0.1, 0.01] }`. Fields are set in this order: a part comes after its field.
 */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/**
 * Every combination of the grid's values; the last field changes fastest. The names show the settings (`relu hidden=50x4 dropout=0.2`,
 * `acme/maxout:pieces=3`); `origin` and `settings` have them as data. Pass the variants to `compare`; the first makes a good
 * `baseline`. `compare` reports an invalid recipe before any training.
 *
 * @throws MlpLabError `unknown-name`, with the nearest names, for a key that is neither a field of the recipe nor an option;
 * `invalid-argument` for a field without values, and for invalid options.
 */
export function gridVariants(variant: Variant, grid: Grid): Variant[] {
  checkVariant('variant', variant);
  const axes = Object.entries(checkObject('grid', grid) as Grid);
  const { origin = { variant: variant.name, options: {} } } = variant;
  const optionNames = Object.keys(checkOptions(`variant '${variant.name}'`, variant.options, origin.options));
  const isOption = (path: string) => !(fieldOf(path) in variant.recipe) && optionNames.includes(path);
  for (const [path, values] of axes) {
    if (!isOption(path)) checkSetting(variant.recipe, path, optionNames);
    if (!Array.isArray(values) || values.length === 0)
      throw invalidArgument(path, 'one value or more', Array.isArray(values) ? 'none' : describeValue(values));
  }
  const fields = axes.map(([path]) => path).filter((path) => !isOption(path));
  return combinations(axes).map((settings) => {
    const ofRecipe = settings.filter(([path]) => !isOption(path));
    const options = { ...origin.options, ...Object.fromEntries(settings.filter(([path]) => isOption(path))) };
    checkOptions(`variant '${variant.name}'`, variant.options, options);
    return {
      ...variant,
      name: [
        ofRecipe.length < settings.length ? `${origin.variant}:${optionsName(options)}` : variant.name,
        ...ofRecipe.map(settingText),
      ].join(' '),
      title: settings.map(settingText).join(' '),
      changes: [...new Set([...variant.changes, ...fields.map(fieldOf)])],
      recipe: ofRecipe.reduce((recipe, [path, value]) => withSetting(recipe, path, value), variant.recipe),
      published: undefined,
      origin: { variant: origin.variant, options },
      ...(ofRecipe.length > 0 && { settings: { ...variant.settings, ...Object.fromEntries(ofRecipe) } }),
    };
  });
}

const fieldOf = (path: string) => path.split('.')[0] as RecipeField;

type Setting = readonly [path: string, value: unknown];

function combinations(axes: readonly (readonly [string, readonly unknown[]])[]): Setting[][] {
  return axes.reduce<Setting[][]>(
    (made, [path, values]) =>
      made.flatMap((settings) => values.map((value): Setting[] => [...settings, [path, value]])),
    [[]],
  );
}

/** `hidden=50x4`, `optimizer=adam`, `learningRate=0.01` */
function settingText([path, value]: Setting): string {
  return `${path.slice(path.indexOf('.') + 1)}=${valueText(value)}`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return layersText(value);
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : String(value);
}

/** `[100, 50, 50]` → `100-50x2`: repeated widths are counted. */
function layersText(widths: readonly unknown[]): string {
  const runs: { width: unknown; count: number }[] = [];
  for (const width of widths) {
    const last = runs.at(-1);
    if (last !== undefined && last.width === width) last.count += 1;
    else runs.push({ width, count: 1 });
  }
  return runs.map(({ width, count }) => (count > 1 ? `${width}x${count}` : width)).join('-');
}
