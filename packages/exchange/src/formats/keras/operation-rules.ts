// Keras 3's operations on tensors, `keras.ops.multiply(x, y)`, in a functional model → formulas.
import { choose } from '../../graph/choose';
import type { Write } from '../../graph/graph-builder';
import { checkLastAxis } from '../../graph/last-axis';
import type { Rows } from '../../graph/rows';
import { unsupported } from '../../network/exchange-error';
import type { ActivationFunction, JoinKind, Operation } from '../../network/network';
import { functionNamed } from '../function-names';
import { type Config, configOf, numberListOf, numberOf } from './config-fields';
import type { ModelContext } from './model-context';

/** Of Keras's operations on tensors; an .h5 says no module, but all layers say there whether they are trained. */
export function isOperation({ module, class_name: className, config }: Config): boolean {
  if (typeof module === 'string') return module.startsWith('keras.src.ops');
  const isLayer = typeof config !== 'object' || config === null || 'trainable' in config;
  const name = String(className);
  return (
    !isLayer &&
    (Object.hasOwn(rules, name) ||
      ['Reshape', 'Concatenate', 'Cast', 'Clip', 'Power'].includes(name) ||
      functionNamed(snakeCase(name), 'keras 3') !== undefined)
  );
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

/** Operations that may join two branches. */
const JOINS: Readonly<Record<string, JoinKind>> = {
  Add: 'add',
  Multiply: 'multiply',
  Maximum: 'maximum',
  Minimum: 'minimum',
  Concatenate: 'concatenate',
};

/** An operation that is a layer here: an activation by Keras's name for it, or a shape. */
function layerOf(className: string, config: Config, title: string): Operation | undefined {
  if (className === 'Reshape') {
    const [rows, ...shape] = numberListOf(config.newshape, `${title}: newshape`);
    if (rows === -1 && shape.length > 0 && !shape.includes(-1)) return { kind: 'reshape', shape };
    throw unsupported(`${title} has the shape [${rows},${shape}]: expected -1 rows, then the shape of one`);
  }
  const known = functionNamed(snakeCase(className), 'keras 3');
  if (known === undefined) return undefined;
  const { negative_slope: slope, alpha, axis = -1, approximate, threshold = 0.5, b = 4 } = config;
  if ((axis !== -1 && axis !== 1) || threshold !== 0.5 || b !== 4)
    throw unsupported(`${title} has settings that mlp-lab doesn't have: ${JSON.stringify(config)}`);
  if (known.name === 'gelu' && approximate !== false) return { kind: 'activation', function: { name: 'geluTanh' } };
  const settings = { ...(slope !== undefined && { negativeSlope: slope }), ...(alpha !== undefined && { alpha }) };
  for (const [field, value] of Object.entries(settings)) numberOf(value, `${title}: ${field}`);
  return { kind: 'activation', function: { ...known, ...settings } as ActivationFunction };
}

const snakeCase = (className: string) => className.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();

/** Functions that depend on numbers of their configuration or on a number among their operands. */
function ruleWithNumbers(
  className: string,
  config: Config,
  title: string,
  operands: readonly (Rows | number)[],
): Write | undefined {
  if (className === 'Clip') {
    const [least, most] = [config.x_min, config.x_max].map((bound) => numberOf(bound, `${title}: its bounds`));
    return ([x], { maximum, minimum }) => minimum(maximum(x, least), most);
  }
  if (className !== 'Power') return undefined;
  const [, power] = operands;
  if (power === 0.5) return ([x], { sqrt }) => sqrt(x);
  if (typeof power !== 'number' || !Number.isInteger(power) || power < 1 || power > GREATEST_POWER)
    throw unsupported(`${title}: expected a power of 0.5 or 1 to ${GREATEST_POWER}`);
  return ([x]) =>
    Array(power - 1)
      .fill(x)
      .reduce((product, factor) => product.mul(factor), x);
}

const GREATEST_POWER = 8; // as of ONNX's Pow

/** @throws MlpLabError `bad-model` for an operation that no formula and no layer has. */
export function addOperation(
  { class_name: className, config }: Config,
  name: string,
  { builder }: ModelContext,
  operands: readonly (Rows | number)[],
): Rows {
  const title = `operation ${name} (${className})`;
  const rule = Object.hasOwn(rules, String(className))
    ? rules[String(className)]
    : ruleWithNumbers(String(className), configOf(config, title), title, operands);
  const [operand] = operands;
  if (className === 'Cast' && typeof operand === 'object') {
    const { dtype } = configOf(config, title);
    if (/^b?float/.test(String(dtype))) return operand;
    throw unsupported(`${title} makes numbers of the type ${String(dtype)}: expected float32`);
  }
  if (className === 'Concatenate') {
    const axes = typeof operand === 'object' ? builder.shapeOf(operand).length : undefined;
    checkLastAxis(configOf(config, title).axis, axes, title);
  } else if (rule === undefined) {
    const operation = layerOf(String(className), configOf(config, title), title);
    if (operation && typeof operand === 'object') return builder.layer(name, operation, [operand]);
    throw unsupported(`${title} can't be read: mlp-lab has no such function`);
  }
  const joined = className === 'Concatenate' ? undefined : builder.formula(name, rule!, operands);
  if (joined) return joined;
  const rows = operands.filter((operand) => typeof operand !== 'number');
  const kind = JOINS[String(className)];
  if (kind !== undefined && rows.length === operands.length) return builder.layer(name, { kind }, rows);
  throw unsupported(`${title} joins two branches of the network: expected one of ${Object.keys(JOINS).join(', ')}`);
}
