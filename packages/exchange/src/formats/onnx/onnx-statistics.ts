// Layer normalization as graphs before opset 17 have it: the mean of each row, what is left without it, its variance, and the quotient.
import { unsupported } from '../../network/exchange-error';
import { after, type Operators, received, type Statistic, type Value } from './onnx-values';

type Step = Statistic['step'];

const isStep = (value: Value | undefined, ...steps: Step[]): value is Statistic =>
  value?.kind === 'statistic' && steps.includes(value.step);

/** The next step, of the rows of one that came before. */
const next = ({ rows, epsilon }: Statistic, step: Step, more = 0): Statistic => ({
  kind: 'statistic',
  step,
  rows,
  epsilon: epsilon + more,
});

const isSame = (a: Statistic, b: Statistic) => a.rows === b.rows;

const normalized = (centred: Statistic, { epsilon }: Statistic, context: Parameters<Operators[string]>[1]): Value =>
  after(context.name, { kind: 'layerNormalization', epsilon }, { kind: 'rows', rows: centred.rows }, context);

const refuse = (inputs: readonly (Value | undefined)[], title: string) =>
  unsupported(
    `${title}: expected the next step of a layer normalization, received ${inputs.map(received).join(' and ')}`,
  );

/** Of operators that take a mean of rows, or what follows from one. */
export const statisticOperators: Operators = {
  Sub(inputs, { title }) {
    const [x, mean] = inputs;
    if (x?.kind === 'rows' && isStep(mean, 'mean') && x.rows === mean.rows) return next(mean, 'centred');
    throw refuse(inputs, title);
  },
  Pow(inputs, { title }) {
    const [x, exponent] = inputs;
    const power = exponent?.kind === 'constant' && exponent.data.length === 1 ? exponent.data[0] : Number.NaN;
    if (isStep(x, 'centred') && power === 2) return next(x, 'square');
    if (isStep(x, 'variance') && power === 0.5) return next(x, 'deviation');
    if (isStep(x, 'variance') && power === -0.5) return next(x, 'inverse');
    throw refuse(inputs, title);
  },
  ReduceMean(inputs, context) {
    const [x, axes] = inputs;
    if (!isStep(x, 'square')) throw refuse(inputs, context.title);
    checkLastAxis(axes, context.builder.shapeOf(x.rows).length, context);
    return next(x, 'variance');
  },
  Add(inputs, { title }) {
    const [a, b] = inputs;
    const [variance, epsilon] = isStep(a, 'variance') ? [a, b] : [b, a];
    if (isStep(variance, 'variance') && epsilon?.kind === 'constant' && epsilon.data.length === 1)
      return next(variance, 'variance', epsilon.data[0]);
    throw refuse(inputs, title);
  },
  Sqrt(inputs, { title }) {
    const [x] = inputs;
    if (isStep(x, 'variance')) return next(x, 'deviation');
    throw refuse(inputs, title);
  },
  Reciprocal(inputs, { title }) {
    const [x] = inputs;
    if (isStep(x, 'deviation')) return next(x, 'inverse');
    throw refuse(inputs, title);
  },
  Div(inputs, context) {
    const [x, deviation] = inputs;
    if (isStep(x, 'centred') && isStep(deviation, 'deviation') && isSame(x, deviation))
      return normalized(x, deviation, context);
    throw refuse(inputs, context.title);
  },
  Mul(inputs, context) {
    const [a, b] = inputs;
    if (isStep(a, 'centred') && isStep(b, 'centred') && isSame(a, b)) return next(a, 'square');
    const [x, inverse] = isStep(a, 'centred') ? [a, b] : [b, a];
    if (isStep(x, 'centred') && isStep(inverse, 'inverse') && isSame(x, inverse))
      return normalized(x, inverse, context);
    throw refuse(inputs, context.title);
  },
  Cast: ([x]) => x!,
  Identity: ([x]) => x!,
};

/** Of a mean of rows: its last axis alone, which stays with the length 1. */
export function checkLastAxis(
  axes: Value | undefined,
  axesOfRow: number,
  { integers, integer, title }: Parameters<Operators[string]>[1],
): void {
  const given = axes?.kind === 'constant' ? [...axes.data] : (integers('axes') ?? []);
  if (given.length !== 1 || (given[0] !== -1 && given[0] !== axesOfRow) || integer('keepdims', 1) !== 1)
    throw unsupported(`${title}: expected the mean along the last axis, which is kept, received axes [${given}]`);
}
