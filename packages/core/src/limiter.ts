// A queue of asynchronous work: networks to train, members to fit, threads to wait for.

/** Runs an action as soon as the limit allows, and returns its result. */
export type Limiter = <Result>(action: () => Promise<Result>) => Promise<Result>;

/** At most `limit` (1 or more) actions run at a time; the others wait in the order in which they were passed. */
export function createLimiter(limit: number): Limiter {
  const waiting: (() => void)[] = [];
  let free = limit;
  return async (action) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await action();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
