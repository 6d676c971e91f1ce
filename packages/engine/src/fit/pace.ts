// How many batches to train before the event loop runs, so that signals, timers and the page stay alive.
import type { FitArgs } from './fit-args';

const AUTO_MILLISECONDS = 50;

export interface Pace {
  /** How many batches to do next. */
  next(): number;
  /** Says that they are done; waits for the event loop, and answers true, where its turn has come. */
  done(batches: number): Promise<boolean>;
}

/** A pace for one fit: it measures the speed of batches as it goes. `single`: callbacks want to hear of every batch. */
export function pace(yieldEvery: FitArgs['yieldEvery'] = 'auto', single = false): Pace {
  const interval = yieldEvery === 'auto' ? AUTO_MILLISECONDS : yieldEvery === 'batch' ? 0 : Number(yieldEvery); // NaN: epoch, never
  let batches = 1;
  let sliceStart = performance.now();
  let lastYield = sliceStart;
  return {
    next() {
      sliceStart = performance.now();
      if (single || yieldEvery === 'batch') return 1;
      return Number.isNaN(interval) ? Number.POSITIVE_INFINITY : batches;
    },

    async done(count) {
      const now = performance.now();
      const each = (now - sliceStart) / count;
      batches = Math.max(1, Math.min(2 * batches, Math.floor(interval / each)));
      if (yieldEvery === 'never' || !(now - lastYield >= (Number.isNaN(interval) ? 0 : interval / 2))) return false;
      if (yieldEvery === 'epoch' && single) return false;
      await eventLoop();
      lastYield = performance.now();
      return true;
    },
  };
}

/** Lets timers, messages and signals happen. */
const eventLoop = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });
