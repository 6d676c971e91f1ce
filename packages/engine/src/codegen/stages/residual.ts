// A residual connection: `keep` marks rows, `add` adds them to others further on.

import { type RowBlock, reserveRowBlock } from '../../memory/layout';
import type { AddLayer, BranchLayer } from '../../program';
import { mapRows } from '../kernels/each-vector';
import { type Build, type Context, makeStage, type Stage } from './stage';

/** The rows of the stage before, which no later stage may write over. What comes back by both ways is added up here. */
export function branchStage(context: Context, { width, skip: place }: BranchLayer, before: Stage): Stage {
  const { output, gradient } = before;
  const kept = { rows: output, gradient: reserveRowBlock(context.layout, context.capacity, width) };
  context.skips[place] = kept;
  const backward = sum(gradient, kept.gradient, gradient);
  return makeStage(context, before, { output, needsOutput: true, forward: () => {}, backward });
}

/** y = x + the rows that were kept. Its own gradient stays as it is until `keep` takes it. */
export function addStage(context: Context, { width, skip: place }: AddLayer, before: Stage): Stage {
  const { rows, gradient } = context.skips[place];
  const x = before.output;
  const output = before.needsOutput ? reserveRowBlock(context.layout, context.capacity, width) : x;
  return makeStage(context, before, {
    output,
    gradient,
    forward: sum(x, rows, output),
    backward: (f, count) => mapRows(f, count, [gradient], before.gradient, (g) => g),
  });
}

/** a + b → to, row by row. */
const sum =
  (a: RowBlock, b: RowBlock, to: RowBlock): Build =>
  (f, count) =>
    mapRows(f, count, [a, b], to, (x, y) => x.add(y));
