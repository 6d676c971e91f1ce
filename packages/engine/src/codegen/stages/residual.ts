// A residual connection: `keep` marks rows, `add` adds them to others further on.
import type { AddLayer, KeepLayer } from '../../program';
import { mapRows } from '../kernels/each-vector';
import { type RowBlock, reserveRowBlock } from '../layout';
import { type Build, type Context, makeStage, type Stage } from './stage';

/** The rows of the stage before, which no later stage may write over. What comes back by both ways is added up here. */
export function keepStage(context: Context, { width, place }: KeepLayer, before: Stage): Stage {
  const { output, gradient } = before;
  const kept = { rows: output, gradient: reserveRowBlock(context.layout, context.capacity, width) };
  context.kept[place] = kept;
  const backward = sum(gradient, kept.gradient, gradient);
  return makeStage(context, before, { output, keepsOutput: true, forward: () => {}, backward });
}

/** y = x + the rows that were kept. Its own gradient stays as it is until `keep` takes it. */
export function addStage(context: Context, { width, place }: AddLayer, before: Stage): Stage {
  const { rows, gradient } = context.kept[place];
  const x = before.output;
  const output = before.keepsOutput ? reserveRowBlock(context.layout, context.capacity, width) : x;
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
