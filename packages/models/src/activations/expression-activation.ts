// Makes a formula an activation that TensorFlow.js's layers accept, and that models save by its name.
import type { Expression } from '@mlp-lab/core';
import { applyExpression, oncePerTensorFlow, type TensorFlow } from '@mlp-lab/core/tensorflow';
import type { serialization, Tensor } from '@tensorflow/tfjs-core';

/** Formulas by the full names of activations: `acme/geluTanh`. */
export type ActivationRules = Readonly<Record<string, Expression>>;

/**
 * Registers the activation with TensorFlow.js under `className`. Layers with this activation apply the formula; their
 * `activation.expression` is the formula, which the engine compiles.
 */
export function registerActivation(tf: TensorFlow, className: string, expression: Expression): void {
  const definition = definitionOf(expression);
  oncePerTensorFlow(tf, definition, className, () => {
    const made = class ExpressionActivation extends tf.serialization.Serializable {
      static readonly className = className;
      readonly expression = expression;

      getConfig(): serialization.ConfigDict {
        return {};
      }

      apply(x: Tensor): Tensor {
        return tf.tidy(() => applyExpression(tf, expression, x));
      }
    };
    tf.serialization.registerClass(made);
    return made;
  });
}

/** An object that identifies a formula, also one that is only a number or x. */
const simple = new Map<Expression, object>();
function definitionOf(expression: Expression): object {
  if (typeof expression === 'object') return expression;
  const known = simple.get(expression) ?? {};
  simple.set(expression, known);
  return known;
}
