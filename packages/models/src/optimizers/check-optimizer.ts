// Optimizer recipes are checked here, whether they come alone or within a network's recipe.
import { MlpLabError, suggestNames } from '@mlp-lab/core';
import type { OptimizerRecipe } from './optimizer-recipe';
import type { OptimizerRule } from './optimizer-rule';
import { optimizerRules } from './optimizer-rules';

/** Optimizer rules by full name: `adam`, `acme/lion`. */
export type OptimizerRules = Readonly<Record<string, OptimizerRule>>;

/** The ten of this package. */
export const builtInRules = optimizerRules as unknown as OptimizerRules;

/**
 * The rule of a recipe that has every hyperparameter of it and no other.
 *
 * @throws MlpLabError `unknown-name` with the nearest names; `invalid-argument` naming the hyperparameter.
 */
export function checkOptimizer(recipe: OptimizerRecipe, rules: OptimizerRules = builtInRules): OptimizerRule {
  if (typeof recipe !== 'object' || recipe === null)
    fail(`optimizer must be { name: 'sgd', learningRate: 0.001 } or the like: received ${JSON.stringify(recipe)}`);
  const { name, ...hyper } = recipe;
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined)
    throw new MlpLabError(
      'unknown-name',
      `unknown optimizer '${name}': ${suggestNames(String(name), Object.keys(rules))}`,
    );
  const given = new Map<string, unknown>(Object.entries(hyper));
  for (const field of Object.keys(rule.defaults)) checkNumber(`optimizer.${field} of ${name}`, field, given.get(field));
  for (const field of given.keys())
    if (!Object.hasOwn(rule.defaults, field))
      fail(`optimizer.${field} is nothing that ${name} has: expected ${Object.keys(rule.defaults).join(', ')}`);
  return rule;
}

function checkNumber(where: string, field: string, value: unknown): void {
  const least = field === 'learningRate' ? 'more than 0' : '0 or more';
  const valid = Number.isFinite(value) && (value as number) >= 0 && !(field === 'learningRate' && value === 0);
  if (!valid) fail(`${where} must be a number, ${least}: received ${JSON.stringify(value)}`);
}

function fail(message: string): never {
  throw new MlpLabError('invalid-argument', message);
}
