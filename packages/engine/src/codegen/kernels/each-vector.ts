// Loops over the numbers of rows, four at a time, and reductions to one number per row.
import { LANES, type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { lanesOfInt, loadVector, type Vector, vector } from '../assembler/vector';
import { bytesOf, type Range } from '../range';

/**
 * to ← map(sources), number by number, for a range of rows of blocks of one shape; `to` may be one of the sources. Each iteration
 * maps two vectors, so that the processor has work while it waits for a result; after the last row there is room for one more.
 */
export function mapRows(
  f: FunctionBuilder,
  rows: Range,
  sources: readonly RowBlock[],
  to: RowBlock,
  map: (...values: Vector[]) => Vector,
): void {
  const offsets = [0, VECTOR];
  const { first, end } = bytesOf(rows, to.stride);
  f.for(first, f.let(int(end)), VECTOR * offsets.length, (at) => {
    const values = offsets.map((offset) => sources.map(({ address }) => f.let(loadVector(at, address + offset))));
    const results = values.map((of) => f.let(map(...of)));
    for (const [i, offset] of offsets.entries()) f.store(at, results[i], to.address + offset);
  });
}

/** Runs `body` for each four columns of a range of vectors, given their byte offset in a row. */
export function eachColumnOf(f: FunctionBuilder, vectors: Range, body: (column: Int) => void): void {
  const { first, end } = bytesOf(vectors, VECTOR);
  f.for(first, end, VECTOR, body);
}

/** All vectors of a row. */
export const vectorsIn = ({ vectors }: RowBlock): Range => ({ first: 0, end: vectors });

/** Runs `body` for four columns in each of a range of rows, given their byte offset in the block. */
export function downColumn(
  f: FunctionBuilder,
  rows: Range,
  { stride }: RowBlock,
  column: Int,
  body: (at: Int) => void,
): void {
  const { first, end } = bytesOf(rows, stride);
  f.for(column.add(first), f.let(int(end).add(column)), stride, body);
}

/** Runs `body` for every vector of a row of `width` numbers; `valid` sets the lanes of padding to 0. */
export function eachVector(
  f: FunctionBuilder,
  width: number,
  body: (offset: Int, valid: (lanes: Vector) => Vector) => void,
): void {
  const full = Math.floor(width / LANES);
  const rest = width % LANES;
  if (full) f.for(0, full * VECTOR, VECTOR, (offset) => body(offset, (lanes) => lanes));
  if (rest) f.scope(() => body(f.let(int(full * VECTOR)), (lanes) => lanes.and(firstLanes(rest))));
}

/** A mask of the first `count` lanes. */
export const firstLanes = (count: number): Vector =>
  lanesOfInt(...([0, 1, 2, 3].map((lane) => (lane < count ? -1 : 0)) as [number, number, number, number]));

/** The sum of the lanes, (0 + 2) + (1 + 3), in every lane. */
export function sumOfLanes(f: FunctionBuilder, lanes: Vector): Vector {
  return overLanes(f, lanes, (a, b) => a.add(b));
}

export function greatestLane(f: FunctionBuilder, lanes: Vector): Vector {
  return overLanes(f, lanes, (a, b) => a.pmax(b));
}

function overLanes(f: FunctionBuilder, lanes: Vector, combine: (a: Vector, b: Vector) => Vector): Vector {
  const four = f.let(lanes);
  const two = f.let(combine(four, four.shuffle(four, [2, 3, 0, 1])));
  return f.let(combine(two, two.shuffle(two, [1, 0, 3, 2])));
}

/** The sum of `term` over a row, in every lane. `term` must be 0 in padding. */
export function sumOfRow(
  f: FunctionBuilder,
  width: number,
  term: (offset: Int, valid: (lanes: Vector) => Vector) => Vector,
): Vector {
  const sum = f.let(vector(0));
  eachVector(f, width, (offset, valid) => f.set(sum, sum.add(term(offset, valid))));
  return sumOfLanes(f, sum);
}

/** The greatest `term` of a row, in every lane; padding may hold anything. */
export function greatestOfRow(f: FunctionBuilder, width: number, term: (offset: Int) => Vector): Vector {
  const greatest = f.let(vector(Number.NEGATIVE_INFINITY));
  eachVector(f, width, (offset, valid) => {
    const inRow = valid(vector(0).eq(0));
    f.set(greatest, greatest.pmax(inRow.bitselect(term(offset), Number.NEGATIVE_INFINITY)));
  });
  return greatestLane(f, greatest);
}

/** The index of the first greatest number of a row, as a float in every lane; 2^30 if that is NaN. */
export function argMax(f: FunctionBuilder, width: number, term: (offset: Int) => Vector): Vector {
  const greatest = greatestOfRow(f, width, term);
  const found = f.let(vector(-(2 ** 30)));
  const index = f.let(lanesOfInt(0, -1, -2, -3).toFloat()); // negated, so that the first index is the greatest
  eachVector(f, width, (offset, valid) => {
    const here = valid(term(offset).eq(greatest));
    f.set(found, found.pmax(here.bitselect(index, -(2 ** 30))));
    f.set(index, index.sub(LANES));
  });
  return f.let(greatestLane(f, found).neg());
}
