// The sum over a batch of each column: the gradient of a bias.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { loadVector, vector } from '../assembler/vector';
import type { GradientSink } from '../gradient-sinks';

const MAX_SUMS = 7; // several at once, because each addition waits for the one before; their loads must fit in registers, too

/** Stores Σ_s rows[s], in the order of s, at address `to`, and writes it to the sink if there is one. */
export function columnSums(f: FunctionBuilder, count: Int, rows: RowBlock, to: number, sink?: GradientSink): void {
  const end = f.let(count.mul(rows.stride));
  for (let first = 0; first < rows.vectors; first += MAX_SUMS)
    f.scope(() => {
      const offsets = Array.from({ length: Math.min(MAX_SUMS, rows.vectors - first) }, (_, i) => (first + i) * VECTOR);
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
  sink?.writeRow(to, int(0), rows.vectors);
}
