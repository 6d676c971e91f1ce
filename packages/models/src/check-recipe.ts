// Checks recipes before anything is built from them.
import { describeJson, describeValue, MlpLabError, SCALES, suggestNames } from '@mlp-lab/core';
import { checkOptimizer } from './optimizers/check-optimizer';
import { activationNamesOf, builtInParts, initializerNamesOf, type Parts } from './parts';
import type { Recipe } from './recipe';

/**
 * Returns if the recipe can be built and trained.
 *
 * @param parts the optimizers, activations and initializers that the recipe may name. Default: those of this package.
 * @throws MlpLabError `invalid-argument` (`unknown-name` for a name), with the field, what was expected and what was received.
 */
export function checkRecipe(recipe: Recipe, parts: Parts = builtInParts): void {
  if (typeof recipe !== 'object' || recipe === null || Array.isArray(recipe))
    throw new MlpLabError('invalid-argument', `recipe must be an object: received ${describeJson(recipe)}`);
  const { hidden } = recipe;
  check(
    Array.isArray(hidden) && hidden.length > 0 && Array.from(hidden).every(isCount),
    'hidden',
    'one or more positive integers',
    hidden,
  );
  checkName('activation', recipe.activation, activationNamesOf(parts));
  checkName('kernelInitializer', recipe.kernelInitializer, initializerNamesOf(parts));
  check(
    typeof recipe.batchNormalization === 'boolean',
    'batchNormalization',
    'true or false',
    recipe.batchNormalization,
  );
  check(isShare(recipe.dropout), 'dropout', 'a number from 0 to less than 1', recipe.dropout);
  check(
    recipe.l2 === undefined || (recipe.l2 >= 0 && Number.isFinite(recipe.l2)),
    'l2',
    'a number of at least 0',
    recipe.l2,
  );
  checkOptimizer(recipe.optimizer, parts.optimizers);
  check(isCount(recipe.batchSize), 'batchSize', 'a positive integer', recipe.batchSize);
  check(isCount(recipe.epochs), 'epochs', 'a positive integer', recipe.epochs);
  check(isShare(recipe.validationSplit), 'validationSplit', 'a number from 0 to less than 1', recipe.validationSplit);
  checkName('scale', recipe.scale, SCALES);
}

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) > 0;
const isShare = (value: number) => typeof value === 'number' && value >= 0 && value < 1;

function check(valid: boolean, field: string, expected: string, received: unknown): void {
  if (valid) return;
  throw new MlpLabError('invalid-argument', `recipe.${field} must be ${expected}: received ${describeValue(received)}`);
}

function checkName(field: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const shown = typeof name === 'string' ? name : describeJson(name);
  throw new MlpLabError('unknown-name', `recipe.${field} is unknown: '${shown}'; ${suggestNames(shown, names)}`);
}
