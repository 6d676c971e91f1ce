// The functions that each thread of a team calls at the same time: training and evaluation, with barriers where a thread needs what
// others have computed.
import { CALL_FIELD } from '../memory/call-block';
import type { FunctionBuilder } from './assembler/function';
import { type Int, loadInt } from './assembler/scalar';
import { loadSplat } from './assembler/vector';
import { type Barrier, createBarrier } from './barrier';
import { eachStep } from './each-step';
import type { Pass } from './export-alone';
import { addToSum, type LossTerms } from './stages/loss-terms';
import type { Context, StepFunction, Turn } from './stages/stage';

export { createTeam } from './create-team';

export interface TeamPass extends Pass {
  /** The losses and metrics of the rows. */
  readonly terms: LossTerms;
  /** Whether `update` changes weights or the loss. */
  readonly hasPenalties: boolean;
}

/** Exports the functions, and returns the address of the barrier's words. */
export function exportTeam(context: Context, pass: TeamPass): number {
  const { module, layout, team, call } = context;
  const addLosses = module.define(1, (f, count) => addTerms(f, context, pass.terms, count));
  const barrier = createBarrier(module, layout, team.size);
  const meet = (f: FunctionBuilder) => f.call(barrier.wait);
  module.export('train', 4, (f, ...parameters) =>
    eachStep(
      f,
      context,
      parameters,
      (count) => writeStep(f, context, { ...pass, addLosses }, barrier, count),
      barrier.holds,
    ),
  );

  module.export('evaluate', 3, (f, order, rows, batch) => {
    const remaining = f.let(rows);
    team.only(f, 0, () => f.store(call, order, CALL_FIELD.order));
    for (const each of pass.prepare) f.call(each, 0);
    meet(f);
    f.while(
      () => remaining.gtU(0).and(barrier.holds()),
      () => {
        const count = f.let(remaining.minU(batch));
        for (const each of [...pass.infer, pass.evaluate]) f.call(each, count);
        meet(f);
        team.only(f, 0, () => {
          f.call(addLosses, count);
          f.store(call, loadInt(call, CALL_FIELD.order).add(count.shl(2)), CALL_FIELD.order);
        });
        f.set(remaining, remaining.sub(count));
        meet(f);
      },
    );
  });
  return barrier.address;
}

const TURNS: readonly Turn[] = ['start', 'rows', 'end'];

/** Adds the terms of all rows to the sums, in the order of the rows; on one thread. */
function addTerms(f: FunctionBuilder, { call }: Context, { address, stride, fields }: LossTerms, count: Int): void {
  f.for(0, f.let(count.mul(stride)), stride, (row) => {
    for (const [i, field] of fields.entries()) addToSum(f, call, field, loadSplat(row, address + 4 * i));
  });
}

function writeStep(
  f: FunctionBuilder,
  { team }: Context,
  pass: TeamPass & { readonly addLosses: FunctionBuilder },
  barrier: Barrier,
  count: Int,
): void {
  const meet = () => f.call(barrier.wait);
  let before: StepFunction | undefined;
  for (const each of inTurn(pass.step)) {
    if (before && (before.turn !== each.turn || each.turn === 'columns')) meet();
    f.call(each.call, count);
    before = each;
  }
  if (before?.turn !== 'end') meet(); // there are no weights to train
  team.only(f, 0, () => f.call(pass.addLosses, count));
  meet();
  team.only(f, 0, () => f.call(pass.update, count));
  if (pass.hasPenalties) meet();
}

/** What reads weights alone comes first, what writes them last. */
function inTurn(step: readonly StepFunction[]): StepFunction[] {
  const isInner = ({ turn }: StepFunction) => turn === 'rows' || turn === 'columns';
  return TURNS.flatMap((turn) => step.filter((each) => (turn === 'rows' ? isInner(each) : each.turn === turn)));
}
