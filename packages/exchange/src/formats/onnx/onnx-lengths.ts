// Lengths of axes on their way from Shape to Reshape: `x.view(x.size(0), -1)` of PyTorch is Shape, Gather, Unsqueeze, Concat, Reshape.
import { unsupported } from '../../network/exchange-error';
import { constantOf, type Length, type Lengths, numbersOf, type Operators, received, type Value } from './onnx-values';

type Context = Parameters<Operators[string]>[1];

const lengthsValue = (lengths: readonly Length[]): Lengths => ({ kind: 'lengths', lengths });

/** Lengths, also where they are constants. */
export function lengthsOf(value: Value | undefined, context: Context): readonly Length[] {
  if (value?.kind === 'lengths') return value.lengths;
  return numbersOf(value, 'lengths of axes', context);
}

const same = ([x]: readonly (Value | undefined)[]): Value => x!;

const at = (index: number, length: number) => (index < 0 ? index + length : index);

/** The product of lengths; the number of rows may only stay alone. */
function product(factors: readonly Length[], { title }: Context): Length {
  const others = factors.filter((factor) => factor !== 1);
  if (others.length === 1) return others[0];
  if (others.every((factor) => typeof factor === 'number')) return others.reduce((a: number, b) => a * b, 1);
  throw unsupported(`${title} multiplies the number of rows: expected rows to stay rows`);
}

/** Of operators that take lengths. */
export const lengthOperators: Operators = {
  Identity: same,
  Cast: same,
  Unsqueeze: same,
  Squeeze: same,
  Gather([given, indices], context) {
    const lengths = lengthsOf(given, context);
    return lengthsValue(
      numbersOf(indices, 'indices', context).map((index) => {
        const length = lengths[at(index, lengths.length)];
        if (length !== undefined) return length;
        throw unsupported(`${context.title}: expected an index of ${lengths.length} axes, received ${index}`);
      }),
    );
  },
  Slice([given, starts, ends, axes, steps], context) {
    const lengths = lengthsOf(given, context);
    const [start] = starts ? numbersOf(starts, 'a start', context) : (context.integers('starts') ?? []);
    const [end] = ends ? numbersOf(ends, 'an end', context) : (context.integers('ends') ?? []);
    if (axes) constantOf(axes, 'axes', context);
    const [step] = steps ? numbersOf(steps, 'a step', context) : [1];
    if (step !== 1 || start === undefined || end === undefined)
      throw unsupported(`${context.title}: expected lengths one after the other, received the step ${step}`);
    return lengthsValue(lengths.slice(start, end));
  },
  Concat: (inputs, context) => lengthsValue(inputs.flatMap((input) => lengthsOf(input, context))),
  Mul: (inputs, context) =>
    lengthsValue([
      product(
        inputs.flatMap((input) => lengthsOf(input, context)),
        context,
      ),
    ]),
  ReduceProd: ([given], context) => lengthsValue([product(lengthsOf(given, context), context)]),
  Reshape: ([given], { title }) => {
    if (given?.kind === 'lengths') return given;
    throw unsupported(`${title}: expected rows, received ${received(given)}`);
  },
};
