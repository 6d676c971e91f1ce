// Members train concurrently, a few at a time.

/**
 * Runs tasks in order, at most `limit` at once; results stand in the order of the tasks. After a failure no task is
 * started; it is thrown when those under way have ended.
 */
export async function runLimited<Result>(tasks: (() => Promise<Result>)[], limit: number): Promise<Result[]> {
  const results = new Array<Result>(tasks.length);
  let next = 0;

  async function runner(): Promise<void> {
    while (next < tasks.length) {
      const task = next++;
      try {
        results[task] = await tasks[task]();
      } catch (error) {
        next = tasks.length;
        throw error;
      }
    }
  }

  const runners = Array.from({ length: Math.min(limit, tasks.length) }, runner);
  const failure = (await Promise.allSettled(runners)).find(({ status }) => status === 'rejected');
  if (failure !== undefined) throw (failure as PromiseRejectedResult).reason;
  return results;
}
