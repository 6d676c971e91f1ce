/**
 * Runs an action for each item, in order, at most `limit` (1 or more) at a time. The results are in the order of the items. After a
 * failure no further action starts, and the first failure is thrown once the running actions have ended.
 */
export async function mapLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  action: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const failures: unknown[] = []; // in chronological order
  let next = 0;

  /** Does one item after another. */
  async function work(): Promise<void> {
    while (next < items.length && failures.length === 0) {
      const index = next++;
      try {
        results[index] = await action(items[index], index);
      } catch (error) {
        failures.push(error);
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  if (failures.length > 0) throw failures[0];
  return results;
}
