// A queue of asynchronous work: networks to train, members to fit, threads to wait for.

/** Runs an action as soon as there is a place; gives what it gives. */
export type Limiter = <Result>(action: () => Promise<Result>) => Promise<Result>;

/** At most `places` (1 or more) actions run at once; the others wait in the order in which they came. */
export function createLimiter(places: number): Limiter {
  const waiting: (() => void)[] = [];
  let free = places;
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
