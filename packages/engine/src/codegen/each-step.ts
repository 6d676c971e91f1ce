// The loop over the steps of a call, without leaving WebAssembly.
import { CALL_FIELD } from '../memory/call-block';
import type { FunctionBuilder } from './assembler/function';
import { type Int, int, loadDouble, loadInt } from './assembler/scalar';
import type { Context } from './stages/stage';

/**
 * Runs `step` for one batch after another. Stops after a step whose loss is not finite, or after which `goesOn` is 0.
 *
 * @param parameters those of `Exports.train`
 */
export function eachStep(
  f: FunctionBuilder,
  { team, call, program }: Context,
  [order, rows, batch, scalars]: readonly Int[],
  step: (count: Int) => void,
  goesOn?: () => Int,
): void {
  const remaining = f.let(rows);
  team.only(f, 0, () => {
    f.store(call, order, CALL_FIELD.order);
    f.store(call, scalars, CALL_FIELD.scalars);
    f.store(call, int(0), CALL_FIELD.finished);
  });
  f.while(
    () => remaining.gtU(0),
    () => {
      const count = f.let(remaining.minU(batch));
      step(count);
      f.set(remaining, remaining.sub(count));
      const loss = f.let(loadDouble(call, CALL_FIELD.lossSum));
      const zero = f.let(loss.sub(loss)); // or NaN
      f.if(zero.ne(zero), () => f.set(remaining, int(0)));
      if (goesOn) f.if(goesOn().eq(0), () => f.set(remaining, int(0)));
      team.only(f, 0, () => {
        advance(CALL_FIELD.order, count.shl(2));
        advance(CALL_FIELD.scalars, int(program.optimizer.rule.scalars.length * 4));
        advance(CALL_FIELD.step, int(1));
        advance(CALL_FIELD.finished, int(1));
      });
    },
  );

  function advance(field: number, by: Int): void {
    f.store(call, loadInt(call, field).add(by), field);
  }
}
