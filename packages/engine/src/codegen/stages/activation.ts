// A separate stage that applies a function to each number: for functions that are too long to be fused into a product.
import { type RowBlock, reserveRowBlock, VECTOR } from '../../memory/layout';
import type { ActivationLayer } from '../../program';
import { activationRule } from '../activations';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { loadVector, type Vector } from '../assembler/vector';
import { bytesOf, type Range } from '../range';
import { type Context, makeStage, type Stage } from './stage';

export function stage(context: Context, layer: ActivationLayer, before: Stage): Stage {
  const rule = activationRule(layer.function);
  const keepsOutput = rule.derivativeOf === 'output';
  const x = before.output;
  const output =
    keepsOutput && !before.needsOutput ? x : reserveRowBlock(context.layout, context.capacity, layer.width);
  const values = keepsOutput ? output : x;
  const gradient = before.gradient;
  const map = context.module.defineOnce(rule.name, 4, (f, ...places) =>
    mapNumbers(f, places, (value) => rule.forward(f, value)),
  );
  const derivative = () =>
    context.module.defineOnce(['derivative', rule.name], 4, (f, ...places) =>
      mapNumbers(f, places, (g, value) => rule.backward(f, g, value)),
    );
  return makeStage(context, before, {
    output,
    needsOutput: keepsOutput,
    derivative: keepsOutput ? rule : undefined,
    forward: (f, { rows }) => callFor(f, map, rows, [x, x, output]),
    backward: [['rows', (f, { rows }) => callFor(f, derivative(), rows, [gradient, values, gradient])]],
  });
}

/** Calls a function of `mapNumbers` for a range of rows of three blocks of one shape. */
function callFor(f: FunctionBuilder, map: FunctionBuilder, rows: Range, [from, other, to]: readonly RowBlock[]): void {
  const { first, end } = bytesOf(rows, from.stride);
  const start = f.let(int(first));
  f.call(map, start.add(from.address), int(end).add(from.address), start.add(other.address), start.add(to.address));
}

const AT_ONCE = 4; // vectors, so that the processor has work while it waits for a result; after the last row there is room for three more

/** Maps the numbers from address `from` up to `end`, and those from `other` on; writes the results from `to` on. */
function mapNumbers(
  f: FunctionBuilder,
  [from, end, other, to]: readonly Int[],
  map: (x: Vector, other: Vector) => Vector,
): void {
  const offsets = Array.from({ length: AT_ONCE }, (_, i) => i * VECTOR);
  f.for(from, end, AT_ONCE * VECTOR, (at) => {
    const values = offsets.map((offset) => f.let(loadVector(at, offset)));
    const results = values.map((value, i) => f.let(map(value, loadVector(other, offsets[i]))));
    for (const [i, offset] of offsets.entries()) f.store(to, results[i], offset);
    for (const place of [other, to]) f.set(place, place.add(AT_ONCE * VECTOR));
  });
}
