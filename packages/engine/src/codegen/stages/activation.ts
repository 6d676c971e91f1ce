// A separate stage that applies a function to each number: for functions that are too long to be fused into a product.
import { reserveRowBlock, VECTOR } from '../../memory/layout';
import type { ActivationLayer } from '../../program';
import { activationRule } from '../activations';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { loadVector, type Vector } from '../assembler/vector';
import { bytesOf } from '../range';
import { type Context, elementwiseBackward, makeStage, type Stage } from './stage';

export function stage(context: Context, layer: ActivationLayer, before: Stage): Stage {
  const rule = activationRule(layer.function);
  const keepsOutput = rule.derivativeOf === 'output';
  const x = before.output;
  const output =
    keepsOutput && !before.needsOutput ? x : reserveRowBlock(context.layout, context.capacity, layer.width);
  const map = context.module.defineOnce(rule.name, 3, (f, from, end, to) =>
    mapNumbers(f, from, end, to, (value) => rule.forward(f, value)),
  );
  return makeStage(context, before, {
    output,
    needsOutput: keepsOutput,
    derivative: keepsOutput ? rule : undefined,
    forward(f, { rows }) {
      const { first, end } = bytesOf(rows, x.stride);
      f.call(map, int(x.address).add(first), int(end).add(x.address), int(output.address).add(first));
    },
    backward: [['rows', elementwiseBackward(context, before.gradient, keepsOutput ? output : x, rule)]],
  });
}

const AT_ONCE = 4; // vectors, so that the processor has work while it waits for a result; after the last row there is room for three more

/** Maps the numbers from address `from` up to `end`; writes the results from `to` on. */
function mapNumbers(f: FunctionBuilder, from: Int, end: Int, to: Int, map: (x: Vector) => Vector): void {
  const offsets = Array.from({ length: AT_ONCE }, (_, i) => i * VECTOR);
  f.for(from, end, AT_ONCE * VECTOR, (at) => {
    const values = offsets.map((offset) => f.let(loadVector(at, offset)));
    const results = values.map((value) => f.let(map(value)));
    for (const [i, offset] of offsets.entries()) f.store(to, results[i], offset);
    f.set(to, to.add(AT_ONCE * VECTOR));
  });
}
