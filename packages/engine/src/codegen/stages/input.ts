// The rows of a batch as floats, gathered from the samples in the order of the epoch: the first stage unless rows are lists.
import { CALL_FIELD, SAMPLES_FIELD } from '../../memory/call-block';
import { reserveRowBlock, VECTOR } from '../../memory/layout';
import { loadInt } from '../assembler/scalar';
import { loadBytes, loadVector } from '../assembler/vector';
import { eachOf } from '../range';
import { batchFunction, type Context, type Stage } from './stage';

export function inputStage(context: Context): Stage {
  const { call, capacity, layout, program } = context;
  const width = program.inputWidth;
  const output = reserveRowBlock(layout, capacity, width);
  const gather = batchFunction(context, (f, { rows: range }) => {
    const rows = f.let(loadInt(call, SAMPLES_FIELD.rows));
    const order = f.let(loadInt(call, CALL_FIELD.order));
    const bytes = f.let(loadInt(call, SAMPLES_FIELD.byteRows));
    eachOf(f, range, (s) => {
      const index = f.let(loadInt(order.add(s.shl(2))));
      const to = f.let(s.mul(output.stride));
      f.if(
        bytes,
        () => {
          const from = f.let(rows.add(index.mul(width)));
          f.for(0, output.vectors * VECTOR, VECTOR, (at) =>
            f.store(to.add(at), loadBytes(from.add(at.shrU(2))).toFloat(), output.address),
          );
        },
        () => {
          const from = f.let(rows.add(index.mul(width * 4)));
          f.for(0, output.vectors * VECTOR, VECTOR, (at) =>
            f.store(to.add(at), loadVector(from.add(at)), output.address),
          );
        },
      );
    });
  });
  const gradient = program.layers[0]?.kind === 'dense' ? output : reserveRowBlock(layout, capacity, width);
  return {
    output,
    gradient,
    needsOutput: true,
    trainable: false,
    train: { turn: 'rows', call: gather },
    infer: gather,
    backward: () => [],
  };
}
