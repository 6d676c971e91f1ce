// The sums of loss and metrics, and the terms that a team's threads leave for them.
import type { FunctionBuilder } from '../assembler/function';
import { loadDouble } from '../assembler/scalar';
import type { Vector } from '../assembler/vector';

/** The loss and metrics of each row: `fields.length` floats, `stride` bytes from one row to the next, to be added to these fields. */
export interface LossTerms {
  readonly address: number;
  readonly stride: number;
  readonly fields: readonly number[];
}

/** Adds a term to a sum of the call block. */
export function addToSum(f: FunctionBuilder, call: number, field: number, term: Vector): void {
  f.store(call, loadDouble(call, field).add(term.toDouble()), field);
}
