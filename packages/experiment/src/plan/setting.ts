// One setting of a recipe by its path: `hidden`, `optimizer.learningRate`.
import { MlpLabError, suggestNames } from '@mlp-lab/core';
import type { Recipe, RecipeField } from '@mlp-lab/models';

/** A field of a recipe, or a part of it after a dot → its value: `{ dropout: 0.1, 'optimizer.learningRate': 0.01 }`. */
export type Settings = Readonly<Record<string, unknown>>;

/** The recipe with this value at the path. */
export function withSetting(recipe: Recipe, path: string, value: unknown): Recipe {
  const [field, part] = path.split('.') as [RecipeField, string?];
  return { ...recipe, [field]: part === undefined ? value : { ...(recipe[field] as object), [part]: value } };
}

/**
 * @param options the variant's options, as further names to suggest.
 * @throws MlpLabError `unknown-name`, with the nearest names, if the recipe has no such field; `invalid-argument` if the field has no parts.
 */
export function checkSetting(recipe: Recipe, path: string, options: readonly string[] = []): void {
  const [field, ...parts] = path.split('.');
  const fields = [...new Set([...Object.keys(recipe), 'l2'])]; // l2 is optional
  if (!fields.includes(field))
    throw new MlpLabError(
      'unknown-name',
      options.length === 0
        ? `a recipe has no ${field}: ${suggestNames(field, fields)}`
        : `neither the recipe nor the options have ${field}: ${suggestNames(field, [...options, ...fields])}`,
    );
  const isObject = field === 'optimizer';
  if (parts.length > 1 || (parts.length === 1 && !isObject))
    throw new MlpLabError(
      'invalid-argument',
      `${path}: expected a field of a recipe, or a part of the optimizer such as optimizer.learningRate`,
    );
}
