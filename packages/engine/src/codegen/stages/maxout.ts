// y[j] = the greatest of the `pieces` numbers from x[j · pieces] on.
import { FLOAT, reserveRowBlock } from '../../memory/layout';
import type { MaxoutLayer } from '../../program';
import type { FunctionBuilder } from '../assembler/function';
import type { Int } from '../assembler/scalar';
import { loadSplat } from '../assembler/vector';
import { eachOf, type Range } from '../range';
import { type Batch, type Context, makeStage, type Stage } from './stage';

export function stage(context: Context, layer: MaxoutLayer, before: Stage): Stage {
  const { layout, capacity } = context;
  const x = before.output;
  const output = reserveRowBlock(layout, capacity, layer.width);
  const gradient = reserveRowBlock(layout, capacity, layer.width);
  const piecesBytes = layer.pieces * FLOAT;

  return makeStage(context, before, {
    output,
    gradient,
    needsOutput: true,
    forward: (f, { rows }) =>
      eachNumber(f, rows, (to, first, end) => {
        const greatest = f.let(loadSplat(first, x.address));
        f.for(first.add(FLOAT), end, FLOAT, (piece) => f.set(greatest, greatest.pmax(loadSplat(piece, x.address))));
        f.storeLane(to, greatest, output.address);
      }),

    backward: [['rows', backward]],
  });

  /** The first piece that equals the greatest gets g, the others 0. */
  function backward(f: FunctionBuilder, { rows }: Batch): void {
    eachNumber(f, rows, (from, first, end) => {
      const greatest = f.let(loadSplat(from, output.address));
      const remaining = f.let(loadSplat(from, gradient.address));
      f.for(first, end, FLOAT, (piece) => {
        const here = f.let(remaining.and(loadSplat(piece, x.address).eq(greatest)));
        f.storeLane(piece, here, before.gradient.address);
        f.set(remaining, remaining.xor(here));
      });
    });
  }

  /** Visits every number of the output: its offset in the block, and where its pieces begin and end. */
  function eachNumber(f: FunctionBuilder, rows: Range, body: (at: Int, first: Int, end: Int) => void): void {
    eachOf(f, rows, (s) => {
      const at = f.let(s.mul(output.stride));
      const pieces = f.let(s.mul(x.stride));
      f.for(pieces, f.let(pieces.add(layer.width * piecesBytes)), piecesBytes, (first) => {
        body(at, first, f.let(first.add(piecesBytes)));
        f.set(at, at.add(FLOAT));
      });
    });
  }
}
