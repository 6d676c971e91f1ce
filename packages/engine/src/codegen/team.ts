// The threads that train one network together: all run the same code on the same memory, and each takes its share of every step.
import { CACHE_LINE, type Layout } from '../memory/layout';
import type { FunctionBuilder } from './assembler/function';
import type { ModuleBuilder } from './assembler/module';
import { type IntLike, int, times } from './assembler/scalar';
import type { Range } from './range';

/** Rows of a share, but for the last: kernels write up to four vectors at once, which must all belong to rows of one thread. */
export const ROWS_TOGETHER = 4;

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

/** A team of threads whose modules import their number. */
export function createTeam(module: ModuleBuilder, layout: Layout, size: number): Team {
  const thread = module.importInt('thread');
  return {
    size,
    thread,

    share(f, total, together = 1) {
      const group = size * together;
      const each =
        typeof total === 'number'
          ? int(Math.ceil(total / group) * together)
          : f.let(
              total
                .add(group - 1)
                .divU(group)
                .mul(together),
            );
      const all = f.let(int(total));
      const start = f.let(thread.mul(each));
      const first = f.let(start.minU(all));
      const stop = f.let(first.add(each));
      return { first, end: f.let(stop.minU(all)) };
    },

    only: (f, number, body) => f.if(thread.eq(number % size), body),

    reserve(bytes) {
      const stride = Math.ceil(bytes / CACHE_LINE) * CACHE_LINE;
      return { address: layout.reserve(stride * size), shift: times(thread, stride), bytes: stride };
    },
  };
}
