// The sum over a batch of each column: the gradient of a bias.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { addition, type Int, type IntLike, int } from '../assembler/scalar';
import { loadVector, vector } from '../assembler/vector';
import type { GradientSink } from '../gradient-sinks';
import type { Team } from '../team';

const MAX_SUMS = 7; // several at once, because each addition waits for the one before; their loads must fit in registers, too

export interface ColumnSums {
  readonly module: ModuleBuilder;
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
  { module, team, sink, all = false }: ColumnSums,
): void {
  const end = f.let(count.mul(rows.stride).add(rows.address));
  for (let first = 0, turn = 0; first < rows.vectors; first += MAX_SUMS, turn++) {
    const vectors = Math.min(MAX_SUMS, rows.vectors - first);
    const offset = first * VECTOR;
    const sum = module.defineOnce(['column sums', vectors, rows.stride], 3, (own, from, end, to) =>
      addUp(own, { from, end, to, vectors, stride: rows.stride }),
    );
    const add = () => f.call(sum, rows.address + offset, end.add(offset), addition(to, offset));
    const write = () => sink?.writeOnce(addition(to, offset), int(offset), vectors);
    if (all) add();
    team.only(f, turn, () => {
      if (!all) add();
      write();
    });
  }
}

interface Sums {
  /** The addresses of the first row, and after the last. */
  readonly from: Int;
  readonly end: Int;
  /** The address of the sums. */
  readonly to: Int;
  readonly vectors: number;
  readonly stride: number;
}

function addUp(f: FunctionBuilder, { from, end, to, vectors, stride }: Sums): void {
  const sums = Array.from({ length: vectors }, () => f.let(vector(0)));
  f.for(from, end, stride, (row) => {
    sums.forEach((sum, i) => {
      f.set(sum, sum.add(loadVector(row, i * VECTOR)));
    });
  });
  sums.forEach((sum, i) => {
    f.store(to, sum, i * VECTOR);
  });
}
