// From a composition of transformations to a rule.
import { checkFunction, checkObject, invalidArgument } from '../checks/check-argument';
import { MlpLabError } from '../checks/error';
import { type AnyExpression, isOperation } from '../expression/expression-tree';
import { numbering } from '../expression/numbering';
import { simplify } from '../expression/simplify';
import { expressionOf, maths, operation, termOf } from '../expression/term';
import type { OptimizerRule, StepExpression, WeightExpression } from './optimizer-rule';
import { dependsOnWeights, separateScalars } from './separate-scalars';
import type { ComposedOptimizer, OptimizerContext } from './transformation';

const rules = new WeakMap<ComposedOptimizer, OptimizerRule>();

/**
 * The rule of an optimizer, composed once. What depends on the step and the hyperparameters alone becomes a scalar of the rule.
 *
 * @throws MlpLabError `invalid-argument` for a hyperparameter that `defaults` does not have, two slots of one name, or an operation
 * that is not defined for its operands.
 */
export function optimizerRule(optimizer: ComposedOptimizer): OptimizerRule {
  const rule = rules.get(optimizer) ?? composeRule(checkObject('an optimizer', optimizer) as ComposedOptimizer);
  rules.set(optimizer, rule);
  return rule;
}

function composeRule({ title, defaults, transformation }: ComposedOptimizer): OptimizerRule {
  checkObject('defaults of an optimizer', defaults);
  checkFunction('transformation of an optimizer', transformation);
  const slots: { name: string; initial: AnyExpression; next: AnyExpression }[] = [];
  const products: AnyExpression[] = [];
  let weight = termOf('weight');

  const context: OptimizerContext = {
    ...maths,
    get weight() {
      return weight;
    },
    step: termOf('step'),

    hyperparameter(nameOrNumber) {
      if (typeof nameOrNumber === 'number') return maths.constant(nameOrNumber);
      if (Object.hasOwn(defaults, nameOrNumber)) return termOf(`hyperparameters.${nameOrNumber}`);
      throw invalidArgument(`a hyperparameter of ${title}`, `one of ${Object.keys(defaults).join(', ')}`, nameOrNumber);
    },

    slot(name, next, initial = 0) {
      if (slots.some((slot) => slot.name === name))
        throw invalidArgument(`the slots of ${title}`, 'a name each', `${name} twice`);
      const after = expressionOf(next(context.previous(name)));
      slots.push({ name, initial: ofStep('the initial value of a slot', expressionOf(initial)), next: after });
      return termOf(after);
    },

    previous: (name) => termOf(`slots.${name}`),

    moveWeight(by) {
      weight = weight.add(by);
    },

    scale: (term, factor) => termOf(scaled(term.expression, factor.expression)),
    pow: (base, exponent) =>
      operation('pow', ofStep('pow', expressionOf(base)), termOf(ofStep('pow', expressionOf(exponent)))),
    fround: (term) => operation('fround', ofStep('fround', term.expression)),
    cumprod(factor) {
      products.push(ofStep('cumprod', factor.expression));
      return termOf(`products.${products.length - 1}`);
    },
  };

  const update = transformation(termOf('gradient'), context);
  const separated = separateScalars([weight.add(update).expression, ...slots.map(({ next }) => next)]);
  const [newWeight, ...nexts] = separated.expressions as WeightExpression[];
  return {
    slots: slots.map(({ name, initial }, i) => ({ name, initial: initial as StepExpression, next: nexts[i] })),
    products: products as StepExpression[],
    scalars: separated.scalars as StepExpression[],
    weight: newWeight,
  };

  function ofStep(what: string, expression: AnyExpression): AnyExpression {
    if (!dependsOnWeights(expression)) return expression;
    throw new MlpLabError(
      'invalid-argument',
      `the optimizer ${title}: ${what} must be made of the step and hyperparameters, not of the weight, its gradient and slots`,
    );
  }

  /** A quotient that a slot needs as well is scaled as it is: it is computed anyway. */
  function scaled(part: AnyExpression, factor: AnyExpression): AnyExpression {
    if (isOperation(part) && !isNeededBySlots(part)) {
      const [a, b] = part.operands;
      if (part.operator === 'div') return simplify('div', scaled(a, factor), b);
      if (part.operator === 'mul' && !dependsOnWeights(b)) return simplify('mul', a, scaled(b, factor));
      if (part.operator === 'mul' && !dependsOnWeights(a)) return simplify('mul', scaled(a, factor), b);
    }
    return simplify('mul', part, factor);
  }

  function isNeededBySlots(part: AnyExpression): boolean {
    const numberOf = numbering();
    const last = numberOf({ operator: 'all', operands: slots.map(({ next }) => next) });
    return numberOf(part) < last;
  }
}
