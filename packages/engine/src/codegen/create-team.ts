// A team of several threads: each module imports the number of its thread.
import { CACHE_LINE, type Layout } from '../memory/layout';
import type { ModuleBuilder } from './assembler/module';
import { int, times } from './assembler/scalar';
import type { Team } from './team';

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
