// Checks that a layer's description of itself fits the layer. The messages are for the layer's author.
import { describeJson } from '../checks/describe-value';
import { MlpLabError } from '../checks/error';
import { checkExpression } from '../expression/check-expression';
import type { LayerPrimitive } from './layer-description';

/** The layer that is described. */
export interface LayerFacts {
  /** The numbers of a row of its input. */
  readonly width: number;
  /** The numbers of a row of its output. */
  readonly outputWidth: number;
  /** The shape of each weight, by the name that was passed to `addWeight`. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

/**
 * Returns the primitives that a layer's `lower` returned, checked: each fits the width of the one before it, and every weight of the
 * layer is used once.
 *
 * @throws MlpLabError `bad-model` with the primitive, what was expected and what was received.
 */
export function checkDescription(
  given: unknown,
  { width, outputWidth, weights }: LayerFacts,
): readonly LayerPrimitive[] {
  if (!Array.isArray(given)) fail(`expected a list of primitives, received ${describeJson(given)}`);
  const widths = [width]; // before each primitive
  const unused = new Set(Object.keys(weights));
  for (const [index, primitive] of given.entries()) widths.push(widthAfter(primitive, index));
  if (unused.size > 0) fail(`no primitive uses the weight ${[...unused].join(', ')}`);
  const after = widths[given.length];
  if (after !== outputWidth)
    fail(`its output has rows of ${after} numbers, but the layer's output has rows of ${outputWidth}`);
  return given;

  function widthAfter(primitive: Fields | null | undefined, index: number): number {
    const { kind } = primitive ?? {};
    const check = (rules as Record<string, Rule | undefined>)[Object.hasOwn(rules, String(kind)) ? String(kind) : ''];
    const at = `primitive ${index} (${String(kind)})`;
    if (!check) return fail(`${at}: expected one of ${Object.keys(rules).join(', ')}`);
    try {
      return check({ ...primitive }, { width: widths[index], widths: widths.slice(0, index + 1), weight });
    } catch (cause) {
      return fail(`${at}: ${(cause as Error).message}`, cause);
    }
  }

  function weight(role: string, name: unknown, shape: readonly (number | string)[]): readonly number[] {
    if (!Object.hasOwn(weights, String(name)))
      throw new Error(
        `expected as ${role} the name of a weight (${Object.keys(weights).join(', ') || 'the layer has none'}): received ${name}`,
      );
    const own = weights[String(name)];
    if (!unused.delete(String(name))) throw new Error(`the weight ${name} is used twice`);
    if (own.length !== shape.length || shape.some((length, axis) => typeof length === 'number' && length !== own[axis]))
      throw new Error(`expected ${role} of shape [${shape.join(', ')}]: received ${name} of [${own.join(', ')}]`);
    return own;
  }
}

type Fields = Readonly<Record<string, unknown>>;

interface Scope {
  readonly width: number;
  /** The width before each primitive up to this one. */
  readonly widths: readonly number[];
  /** The shape of a weight, checked. In the expected shape, a string stands for any length. */
  weight(role: string, name: unknown, shape: readonly (number | string)[]): readonly number[];
}

/** The width after a primitive. */
type Rule = (fields: Fields, scope: Scope) => number;

const rules: Readonly<Record<LayerPrimitive['kind'], Rule>> = {
  dense({ kernel, bias }, { width, weight }) {
    const [, units] = weight('kernel', kernel, [width, 'units']);
    if (bias !== undefined) weight('bias', bias, [units]);
    return units;
  },

  elementwise({ expression }, { width }) {
    checkExpression(expression);
    return width;
  },

  batchNormalization(fields, scope) {
    checkNumber(fields, 'momentum');
    for (const role of ['movingMean', 'movingVariance']) scope.weight(role, fields[role], [scope.width]);
    return normalized(fields, scope);
  },

  layerNormalization: normalized,

  add({ output = -1 }, { width, widths }) {
    const other = widths[Number(output) + 1];
    if (other === undefined || output === '')
      throw new Error(
        `expected as output the index of an earlier primitive, or nothing for the layer's input: received ${output}`,
      );
    if (other !== width) throw new Error(`rows of ${other} numbers cannot be added to rows of ${width}`);
    return width;
  },

  maxout({ pieces }, { width }) {
    const after = width / Number(pieces);
    if (Number.isInteger(pieces) && Number(pieces) > 0 && Number.isInteger(after)) return after;
    throw new Error(`expected as pieces a divisor of ${width}, the width of a row: received ${pieces}`);
  },
};

function normalized(fields: Fields, { width, weight }: Scope): number {
  checkNumber(fields, 'epsilon');
  for (const role of ['gamma', 'beta']) if (fields[role] !== undefined) weight(role, fields[role], [width]);
  return width;
}

function checkNumber(fields: Fields, name: string): void {
  if (!Number.isFinite(fields[name])) throw new Error(`expected a number as ${name}: received ${fields[name]}`);
}

function fail(message: string, cause?: unknown): never {
  throw new MlpLabError('bad-model', `the description of a layer does not fit it: ${message}`, { cause });
}
