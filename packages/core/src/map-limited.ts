// A queue of asynchronous work: networks to train, members to fit.

/**
 * Runs an action for each item, in order, at most `limit` (1 or more) at once; results stand in the order of the items. After a
 * failure no further action is begun; the first failure is thrown when those under way have ended.
 */
export async function mapLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  action: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const failures: unknown[] = []; // in the order of time
  const queue = items.entries();

  async function drain(): Promise<void> {
    for (const [index, item] of queue)
      try {
        results[index] = await action(item, index);
        if (failures.length > 0) return;
      } catch (error) {
        failures.push(error);
        return;
      }
  }

  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, drain));
  if (failures.length > 0) throw failures[0];
  return results;
}
