// The barrier of a team's threads: each waits until all have come. They spin for a while, since the others come soon as a rule, then sleep.
import type { Layout } from '../memory/layout';
import { atomicAdd, atomicLoad, atomicNotify, atomicStore, atomicWait, drop } from './assembler/atomics';
import type { FunctionBuilder } from './assembler/function';
import type { ModuleBuilder } from './assembler/module';
import { type Int, int } from './assembler/scalar';
import { BARRIER_BYTES, BARRIER_FIELD } from './barrier-words';

// Some 30 µs: longer than threads of equal work come apart, shorter than it takes to sleep and to be woken up twice.
const SPINS = 20_000;

export interface Barrier {
  readonly address: number;
  /** Waits for all threads. */
  readonly wait: FunctionBuilder;
  /** 0 once the team has broken up. */
  readonly holds: () => Int;
}

export function createBarrier(module: ModuleBuilder, layout: Layout, threads: number): Barrier {
  const address = layout.reserve(BARRIER_BYTES);
  const { meetings, arrived, asleep } = BARRIER_FIELD;
  const held = () => atomicLoad(address + meetings);
  const wait = module.define(0, (f) => {
    const meeting = f.let(held());
    f.if(meeting.geS(0), () => {
      const isLast = atomicAdd(address + arrived, 1).eq(threads - 1);
      f.if(isLast, open, () => waitFor(meeting));
    });

    function open(): void {
      f.emit(atomicStore(address + arrived, 0));
      f.emit(drop(atomicAdd(address + meetings, 1)));
      f.if(atomicLoad(address + asleep), () => f.emit(atomicNotify(address + meetings)));
    }

    function waitFor(meeting: Int): void {
      const isClosed = () => held().eq(meeting);
      const spins = f.let(int(SPINS));
      f.while(
        () => isClosed().and(spins.gtU(0)),
        () => f.set(spins, spins.sub(1)),
      );
      f.if(isClosed(), () => {
        f.emit(drop(atomicAdd(address + asleep, 1))); // before the word is compared once more: who opens looks here after it changes the word
        f.while(isClosed, () => f.emit(atomicWait(address + meetings, meeting)));
        f.emit(drop(atomicAdd(address + asleep, -1)));
      });
    }
  });
  return { address, wait, holds: () => held().geS(0) };
}
