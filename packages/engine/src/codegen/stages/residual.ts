// A residual connection: `keep` marks rows, `add` adds them to others further on.
import type { AddLayer, KeepLayer } from '../../program';
import { mapRows } from '../kernels/each-vector';
import { type RowBlock, reserveRowBlock } from '../layout';
import { batchFunction, type Context, type Stage } from './stage';

/** What a `keep` and its `add` share. */
export interface Kept {
  readonly rows: RowBlock;
  /** dL/d rows by the shorter way, which is dL/dy of `add`. */
  readonly gradient: RowBlock;
}

/** The rows of the stage before, which no later stage may write over. What comes back by both ways is added up here. */
export function keepStage(context: Context, { width }: KeepLayer, name: string, before: Stage): [Stage, Kept] {
  const { output, gradient, trainable } = before;
  const kept = { rows: output, gradient: reserveRowBlock(context.layout, context.capacity, width) };
  const nothing = batchFunction(context, name, () => {});
  const back = () => [sum(context, `${name}.back`, gradient, kept.gradient, gradient)];
  return [{ output, gradient, keepsOutput: true, trainable, train: nothing, infer: nothing, back }, kept];
}

/** y = x + the rows that were kept. Its own gradient stays as it is until `keep` takes it. */
export function addStage(context: Context, { width }: AddLayer, name: string, before: Stage, kept: Kept): Stage {
  const x = before.output;
  const output = before.keepsOutput ? reserveRowBlock(context.layout, context.capacity, width) : x;
  const both = sum(context, `${name}.forward`, x, kept.rows, output);
  const back = () =>
    batchFunction(context, `${name}.back`, (f, count) => mapRows(f, count, [kept.gradient], before.gradient, (g) => g));
  return {
    output,
    gradient: kept.gradient,
    keepsOutput: false,
    trainable: before.trainable,
    train: both,
    infer: both,
    back: () => [back()],
  };
}

/** a + b → to, row by row. */
function sum(context: Context, name: string, a: RowBlock, b: RowBlock, to: RowBlock) {
  return batchFunction(context, name, (f, count) => mapRows(f, count, [a, b], to, (x, y) => x.plus(y)));
}
