// The check of a variant that is given as itself, not by its name: it need not be a plugin's.
import { checkFunction, checkObject, checkString, describeValue, invalidArgument } from '@mlp-lab/core';
import type { Variant } from './variant';

/**
 * Checks that `value` has a variant's fields, and returns it; its recipe's own fields are checked where it is used.
 *
 * @throws MlpLabError `invalid-argument`, with the first field that is missing or wrong: `variant.changes`.
 */
export function checkVariant(name: string, value: unknown): Variant {
  const variant = checkObject(name, value) as Variant;
  const { recipe, changes, build, origin } = variant;
  checkString(`${name}.name`, variant.name);
  const { hidden, optimizer } = checkObject(`${name}.recipe`, recipe) as Variant['recipe'];
  checkObject(`${name}.recipe.optimizer`, optimizer);
  for (const [field, list] of Object.entries({ changes, 'recipe.hidden': hidden }))
    if (!Array.isArray(list)) throw invalidArgument(`${name}.${field}`, 'an array', describeValue(list));
  if (build != null) checkFunction(`${name}.build`, build);
  if (origin != null)
    checkString(`${name}.origin.variant`, (checkObject(`${name}.origin`, origin) as typeof origin).variant);
  return variant;
}
