// Optimizer recipes are checked here, whether they come alone or within a network's recipe.
import { describeJson, describeValue, kerasOptimizers, MlpLabError, suggestNames } from '@mlp-lab/core';
import type { OptimizerDefinition, OptimizerDefinitions } from './optimizer-definition';
import type { OptimizerRecipe } from './optimizer-recipe';

/**
 * The definition of the optimizer that a recipe names, which must have every hyperparameter of it and no other.
 *
 * @throws MlpLabError `unknown-name` with the nearest names; `invalid-argument` naming the hyperparameter.
 */
export function checkOptimizer(
  recipe: OptimizerRecipe,
  definitions: OptimizerDefinitions = kerasOptimizers,
): OptimizerDefinition {
  if (typeof recipe !== 'object' || recipe === null)
    fail(`optimizer must be { name: 'sgd', learningRate: 0.001 } or the like: received ${describeJson(recipe)}`);
  const { name: asked, ...hyper } = recipe;
  const name = typeof asked === 'string' ? asked : describeJson(asked);
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  if (definition === undefined)
    throw new MlpLabError(
      'unknown-name',
      `unknown optimizer '${name}': ${suggestNames(name, Object.keys(definitions))}`,
    );
  const given = new Map<string, unknown>(Object.entries(hyper));
  for (const field of Object.keys(definition.defaults))
    checkNumber(`optimizer.${field} of ${name}`, field, given.get(field));
  for (const field of given.keys())
    if (!Object.hasOwn(definition.defaults, field))
      fail(
        `optimizer.${field} is not a hyperparameter of ${name}: expected ${Object.keys(definition.defaults).join(', ')}`,
      );
  return definition;
}

/** How much a step keeps of what the steps before it have added up: with 1 or more, it would grow without end, or never change. */
const DECAYS = ['rho', 'beta1', 'beta2'];

function checkNumber(where: string, field: string, value: unknown): void {
  const [range, isWithin] = rangeOf(field);
  if (!(Number.isFinite(value) && isWithin(value as number)))
    fail(`${where} must be a number, ${range}: received ${describeValue(value)}`);
}

function rangeOf(field: string): [string, (value: number) => boolean] {
  if (field === 'learningRate') return ['greater than 0', (value) => value > 0];
  if (field === 'momentum') return ['from 0 to 1', (value) => value >= 0 && value <= 1]; // as Keras takes it
  if (DECAYS.includes(field)) return ['from 0 to less than 1', (value) => value >= 0 && value < 1];
  return ['0 or greater', (value) => value >= 0];
}

function fail(message: string): never {
  throw new MlpLabError('invalid-argument', message);
}
