// The function that trains: one step after another, without leaving WebAssembly.
import { CALL_FIELD } from '../memory/call-block';
import type { FunctionBuilder } from './assembler/function';
import { type Int, int, loadDouble, loadInt } from './assembler/scalar';
import type { Context } from './stages/stage';

/** The functions of a step, in order. Each takes the number of rows. */
export interface Step {
  readonly prepare: FunctionBuilder[];
  readonly forward: FunctionBuilder[];
  readonly loss: FunctionBuilder;
  readonly backward: FunctionBuilder[];
  readonly update: FunctionBuilder;
}

/** Stops after a step whose loss is not finite. */
export function exportTrain({ module, call, program }: Context, step: Step): void {
  const functions = [...step.prepare, ...step.forward, step.loss, ...step.backward, step.update];
  module.export('train', 4, (f, order, rows, batch, scalars) => {
    const remaining = f.let(rows);
    f.store(call, order, CALL_FIELD.order);
    f.store(call, scalars, CALL_FIELD.scalars);
    f.store(call, int(0), CALL_FIELD.finished);
    f.while(
      () => remaining.gtU(0),
      () => {
        const count = f.let(remaining.minU(batch));
        for (const each of functions) f.call(each, count);
        f.set(remaining, remaining.sub(count));
        const loss = f.let(loadDouble(call, CALL_FIELD.lossSum));
        const zero = f.let(loss.sub(loss)); // or NaN
        f.if(zero.ne(zero), () => f.set(remaining, int(0)));
        advance(f, CALL_FIELD.order, count.shl(2));
        advance(f, CALL_FIELD.scalars, int(program.optimizer.rule.scalars.length * 4));
        advance(f, CALL_FIELD.step, int(1));
        advance(f, CALL_FIELD.finished, int(1));
      },
    );
  });

  function advance(f: FunctionBuilder, cell: number, by: Int): void {
    f.store(call, loadInt(call, cell).add(by), cell);
  }
}
