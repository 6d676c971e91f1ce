// The sum over a batch of each column: the gradient of a bias.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { addition, type Int, type IntLike, int } from '../assembler/scalar';
import { loadVector, vector } from '../assembler/vector';
import type { GradientSink } from '../gradient-sinks';
import type { Team } from '../team';

const MAX_SUMS = 7; // several at once, because each addition waits for the one before; their loads must fit in registers, too

export interface ColumnSums {
  readonly team: Team;
  readonly sink?: GradientSink;
  /** Whether each thread needs all sums. Default: each has those that it computes for the sink. */
  readonly all?: boolean;
}

/** Stores Σ_s rows[s], in the order of s, at address `to`, the thread's own, and writes it to the sink if there is one. */
export function columnSums(
  f: FunctionBuilder,
  count: Int,
  rows: RowBlock,
  to: IntLike,
  { team, sink, all = false }: ColumnSums,
): void {
  const end = f.let(count.mul(rows.stride));
  for (let first = 0, turn = 0; first < rows.vectors; first += MAX_SUMS, turn++) {
    const vectors = Math.min(MAX_SUMS, rows.vectors - first);
    const add = () => addUp(first, vectors);
    const write = () => sink?.writeRow(addition(to, first * VECTOR), int(first * VECTOR), vectors);
    if (all) add();
    team.only(f, turn, () => {
      if (!all) add();
      write();
    });
  }

  function addUp(first: number, vectors: number): void {
    f.scope(() => {
      const offsets = Array.from({ length: vectors }, (_, i) => (first + i) * VECTOR);
      const sums = offsets.map(() => f.let(vector(0)));
      f.for(0, end, rows.stride, (row) => {
        sums.forEach((sum, i) => {
          f.set(sum, sum.add(loadVector(row, rows.address + offsets[i])));
        });
      });
      sums.forEach((sum, i) => {
        f.store(int(to), sum, offsets[i]);
      });
    });
  }
}
