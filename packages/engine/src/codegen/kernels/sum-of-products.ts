// Sums in registers: what products of full rows with a matrix come down to.

import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { Int } from '../assembler/scalar';
import { loadSplat, loadVector, type Vector } from '../assembler/vector';

/** Numbers or vectors, one a turn: where the first is, less `offset`, and bytes from turn to turn. */
interface Line {
  readonly start: Int;
  readonly offset: number;
  readonly step: number;
}

export interface SumOfProducts {
  /** sums[q · vectors + i] is what is added to. */
  readonly sums: readonly Vector[];
  readonly vectors: number;
  /** The numbers of the first group of sums; those of the next are `next` bytes further on. */
  readonly numbers: Line & { readonly next: number };
  /** As many vectors, one beside the other. */
  readonly rows: Line;
  /** Behind the last row. */
  readonly end: Int;
}

// V8 moves all loads of a loop's turn before its arithmetic: more than 8 sums at once, or a loop unrolled, spill registers.
const MOST_SUMS = 8;

/** How many groups of sums there are registers for: a power of two. */
export const groupsAtOnce = (vectors: number) => (vectors * 4 <= MOST_SUMS ? 4 : vectors * 2 <= MOST_SUMS ? 2 : 1);

/** sums[q][i] ← sums[q][i] + Σ numbers[q] · rows[i], turn by turn. */
export function addProducts(f: FunctionBuilder, { sums, vectors, numbers, rows, end }: SumOfProducts): void {
  const numberAt = f.let(numbers.start);
  const rowAt = f.let(rows.start);
  const groups = sums.length / vectors;
  f.while(
    () => rowAt.ltU(end),
    () => {
      const factors = Array.from({ length: groups }, (_, q) =>
        f.let(loadSplat(numberAt, numbers.offset + q * numbers.next)),
      );
      for (let i = 0; i < vectors; i++) {
        const row = f.let(loadVector(rowAt, rows.offset + i * VECTOR));
        for (let q = 0; q < groups; q++) {
          const sum = sums[q * vectors + i];
          f.set(sum, sum.add(row.mul(factors[q])));
        }
      }
      f.set(numberAt, numberAt.add(numbers.step));
      f.set(rowAt, rowAt.add(rows.step));
    },
  );
}
