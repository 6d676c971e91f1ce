// Checks that a value from elsewhere is the rule of an optimizer.
import { invalidArgument } from '../checks/check-argument';
import { describeJson } from '../checks/describe-value';
import { checkExpression } from '../expression/check-expression';
import { type OptimizerRule, STEP_OPERATORS } from './optimizer-rule';

/**
 * Returns the given rule, checked.
 *
 * @param hyperparameters the names of those that the optimizer has.
 * @throws MlpLabError `invalid-argument` where it is not a rule, or uses what the optimizer does not have.
 */
export function checkOptimizerRule(given: unknown, hyperparameters: readonly string[]): OptimizerRule {
  const { slots, products, scalars, weight } = (given ?? {}) as Partial<OptimizerRule>;
  const isRule =
    [slots, products, scalars].every(Array.isArray) && slots!.every((slot) => typeof slot?.name === 'string');
  if (!isRule || !slots || !products || !scalars)
    throw invalidArgument('the rule of an optimizer', '{ slots, products, scalars, weight }', describeJson(given));
  const constants = hyperparameters.map((name) => `hyperparameters.${name}`);
  const ofStep = (names: readonly string[]) => ({ variables: names, operators: STEP_OPERATORS });
  const ofWeight = [
    'weight',
    'gradient',
    ...slots.map(({ name }) => `slots.${name}`),
    ...scalars.map((_, i) => `scalars.${i}`),
  ];
  for (const { initial } of slots) checkExpression(initial, ofStep(constants));
  for (const factor of products) checkExpression(factor, ofStep(['step', ...constants]));
  for (const scalar of scalars)
    checkExpression(scalar, ofStep(['step', ...constants, ...products.map((_, i) => `products.${i}`)]));
  for (const expression of [weight, ...slots.map(({ next }) => next)])
    checkExpression(expression, { variables: ofWeight });
  return given as OptimizerRule;
}
