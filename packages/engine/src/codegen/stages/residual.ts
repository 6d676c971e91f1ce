// A residual connection: `branch` marks rows, a later `add` adds them to its own.
import { type RowBlock, reserveRowBlock } from '../../memory/layout';
import type { AddLayer, BranchLayer } from '../../program';
import { mapRows } from '../kernels/each-vector';
import { type Build, type Context, makeStage, type Stage } from './stage';

export const stage = (context: Context, layer: BranchLayer | AddLayer, before: Stage): Stage =>
  layer.kind === 'branch' ? branchStage(context, layer, before) : addStage(context, layer, before);

/** The rows of the stage before, which no later stage may overwrite. The gradients through the connection and past it are summed here. */
function branchStage(context: Context, { width, skip }: BranchLayer, before: Stage): Stage {
  const { output, gradient } = before;
  const branch = { rows: output, gradient: reserveRowBlock(context.layout, context.capacity, width) };
  context.skips[skip] = branch;
  const backward = sum(gradient, branch.gradient, gradient);
  return makeStage(context, before, { output, needsOutput: true, forward: () => {}, backward: [['rows', backward]] });
}

/** y = x + the rows of the branch. Its own gradient stays unchanged until the branch reads it. */
function addStage(context: Context, { width, skip }: AddLayer, before: Stage): Stage {
  const { rows, gradient } = context.skips[skip];
  const x = before.output;
  const output = before.needsOutput ? reserveRowBlock(context.layout, context.capacity, width) : x;
  return makeStage(context, before, {
    output,
    gradient,
    forward: sum(x, rows, output),
    backward: [['rows', (f, { rows }) => mapRows(f, rows, [gradient], before.gradient, (g) => g)]],
  });
}

/** a + b → to, row by row. */
const sum =
  (a: RowBlock, b: RowBlock, to: RowBlock): Build =>
  (f, { rows }) =>
    mapRows(f, rows, [a, b], to, (x, y) => x.add(y));
