// The threads that train one network together: all run the same code on the same memory, and each takes its share of every step.
import type { Layout } from '../memory/layout';
import type { FunctionBuilder } from './assembler/function';
import type { IntLike } from './assembler/scalar';
import type { Range } from './range';

/** Rows of a share, but for the last: kernels write up to four vectors at once, which must all belong to rows of one thread. */
export const ROWS_TOGETHER = 4;

/** Columns of a share of a matrix of weights, likewise: lists are made of so many columns at once. */
export const COLUMNS_TOGETHER = 8;

export interface Team {
  readonly size: number;
  /** The number of the thread that runs the code, from 0. */
  readonly thread: IntLike;
  /** The thread's share of `total` items: whole groups of `together`. Shares are as equal as the groups allow; the last ones may be empty. */
  readonly share: (f: FunctionBuilder, total: IntLike, together?: number) => Range;
  /** Runs `body` on one thread: on that with the number `thread`, modulo the size of the team. */
  readonly only: (f: FunctionBuilder, thread: number, body: () => void) => void;
  /** Reserves memory that each thread has for itself. */
  readonly reserve: (bytes: number) => Own;
}

/** Memory of one thread: `address` is that of thread 0, `shift` the bytes from there to the own. */
export interface Own {
  readonly address: number;
  readonly shift: IntLike;
  /** The bytes from one thread's memory to the next. */
  readonly bytes: number;
}

/** One thread, which does everything. */
export const alone = (layout: Layout): Team => ({
  size: 1,
  thread: 0,
  share: (_, total) => ({ first: 0, end: total }),
  only: (_, _thread, body) => body(),
  reserve: (bytes) => ({ address: layout.reserve(bytes), shift: 0, bytes }),
});
