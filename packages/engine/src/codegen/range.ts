// A range of rows or columns that a kernel works on.
import type { FunctionBuilder } from './assembler/function';
import { type Int, type IntLike, times } from './assembler/scalar';

/** From `first` up to `end` (exclusive). Other threads may work on other ranges of the same memory at the same time. */
export interface Range {
  readonly first: IntLike;
  readonly end: IntLike;
}

/** Runs `body` for each of the range. */
export const eachOf = (f: FunctionBuilder, { first, end }: Range, body: (index: Int) => void): void =>
  f.for(first, end, 1, body);

/** The bytes of a range whose items are `stride` bytes apart. */
export const bytesOf = ({ first, end }: Range, stride: number): Range => ({
  first: times(first, stride),
  end: times(end, stride),
});
