// The innermost loop of products of full rows with a matrix: sums in registers.
import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { Int } from '../assembler/scalar';
import { loadSplat, loadVector, type Vector } from '../assembler/vector';

/** Numbers or vectors, one an iteration: the address of the first, and the bytes from one to the next. */
interface Line {
  readonly start: Int;
  readonly step: number;
}

export interface SumOfProducts {
  /** The variables sums[q · vectors + i], to be added to. */
  readonly sums: readonly Vector[];
  readonly vectors: number;
  /** The numbers of the first group of sums; each further group's are `next` bytes on. */
  readonly numbers: Line & { readonly next: number };
  /** `vectors` adjacent vectors an iteration. */
  readonly rows: Line;
  /** The address after the last row. */
  readonly end: Int;
}

// V8 moves all loads of an iteration before its arithmetic: more than 8 sums, or an unrolled loop, would spill registers.
const MAX_SUMS = 8;

/** The number of groups of sums that fit in registers: a power of two. */
export const groupsAtOnce = (vectors: number) => (vectors * 4 <= MAX_SUMS ? 4 : vectors * 2 <= MAX_SUMS ? 2 : 1);

/** sums[q][i] ← sums[q][i] + Σ numbers[q] · rows[i], iteration by iteration. */
export function addProducts(f: FunctionBuilder, { sums, vectors, numbers, rows, end }: SumOfProducts): void {
  const at = [numbers, rows].map(({ start }) => f.let(start));
  f.while(
    () => at[1].ltU(end),
    () => {
      const row = sums.slice(0, vectors).map((_, i) => f.let(loadVector(at[1], i * VECTOR)));
      for (let q = 0; q * vectors < sums.length; q++) {
        const factor = f.let(loadSplat(at[0], q * numbers.next));
        for (let i = 0; i < vectors; i++) f.addProduct(sums[q * vectors + i], row[i], factor);
      }
      for (const [i, { step }] of [numbers, rows].entries()) f.set(at[i], at[i].add(step));
    },
  );
}
