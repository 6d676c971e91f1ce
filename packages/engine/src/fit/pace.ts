// The number of batches to train before the event loop runs, so that signals, timers and the page stay responsive.
import type { FitArgs } from './fit-args';

const AUTO_MILLISECONDS = 50;

export interface Pace {
  /** The number of batches to train next. */
  next(): number;
  /** Call this after training them. Lets the event loop run if it is time, and returns whether it did. */
  done(batches: number): Promise<boolean>;
}

/** The pace of one fit, which measures the speed of its batches. `single`: one batch at a time, for callbacks that listen to batches. */
export function pace(yieldEvery: FitArgs['yieldEvery'] = 'auto', single = false): Pace {
  const interval = yieldEvery === 'auto' ? AUTO_MILLISECONDS : yieldEvery === 'batch' ? 0 : Number(yieldEvery); // NaN for epoch and never
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

/** Lets timers, messages and signals run. */
const eventLoop = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });
