// Keras 3's operations on tensors, `keras.ops.multiply(x, y)`, in a functional model → formulas.
import { choose } from '../../graph/choose';
import type { Write } from '../../graph/graph-builder';
import type { Rows } from '../../graph/rows';
import { unsupported } from '../../network/exchange-error';
import type { Config } from './config-fields';
import type { ModelContext } from './model-context';

/** Of Keras's operations on tensors; an .h5 says no module, but an operation has no settings there. */
export function isOperation({ module, class_name: className, config }: Config): boolean {
  if (typeof module === 'string') return module.startsWith('keras.src.ops');
  const settings = typeof config === 'object' && config !== null ? Object.keys(config) : [];
  return String(settings) === 'name' && Object.hasOwn(rules, String(className));
}

/** Comparisons are formulas of 1 and 0, which Where takes apart. */
const rules: Readonly<Record<string, Write>> = {
  Add: ([a, b]) => a.add(b),
  Subtract: ([a, b]) => a.sub(b),
  Multiply: ([a, b]) => a.mul(b),
  Divide: ([a, b]) => a.div(b),
  TrueDivide: ([a, b]) => a.div(b),
  Maximum: ([a, b], { maximum }) => maximum(a, b),
  Minimum: ([a, b], { minimum }) => minimum(a, b),
  Negative: ([a]) => a.neg(),
  Absolute: ([a]) => a.abs(),
  Abs: ([a]) => a.abs(),
  Square: ([a]) => a.square(),
  Sqrt: ([a], { sqrt }) => sqrt(a),
  Exp: ([a], { exp }) => exp(a),
  Expm1: ([a], { expm1 }) => expm1(a),
  Log: ([a], { log }) => log(a),
  Log1p: ([a], { log1p }) => log1p(a),
  Tanh: ([a], { tanh }) => tanh(a),
  Sigmoid: ([a], { sigmoid }) => sigmoid(a),
  Softplus: ([a], { softplus }) => softplus(a),
  Relu: ([a], { maximum }) => maximum(a, 0),
  Silu: ([a], { sigmoid }) => a.mul(sigmoid(a)),
  Erf: ([a], { erf }) => erf(a),
  Greater: ([a, b]) => a.greater(b).where(1, 0),
  GreaterEqual: ([a, b]) => a.greaterEqual(b).where(1, 0),
  Less: ([a, b]) => a.less(b).where(1, 0),
  LessEqual: ([a, b]) => a.lessEqual(b).where(1, 0),
  Where: ([held, yes, no]) => choose(held, yes, no),
};

/** @throws MlpLabError `bad-model` for an operation that no formula has. */
export function addOperation(
  { class_name: className }: Config,
  name: string,
  { builder }: ModelContext,
  operands: readonly (Rows | number)[],
): Rows {
  const rule = Object.hasOwn(rules, String(className)) ? rules[String(className)] : undefined;
  if (rule === undefined)
    throw unsupported(`operation ${name} (${className}) can't be read: mlp-lab has no such function`);
  const joined = builder.formula(name, rule, operands);
  if (joined) return joined;
  const rows = operands.filter((operand) => typeof operand !== 'number');
  if (className === 'Add' && rows.length === operands.length) return builder.layer(name, { kind: 'add' }, rows);
  throw unsupported(`operation ${name} (${className}) joins two branches of the network: only Add may`);
}
