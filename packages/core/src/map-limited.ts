import { createLimiter } from './limiter';

/**
 * Runs an action for each item, in order, at most `limit` (1 or more) at a time. The results are in the order of the items. After a
 * failure no further action starts, and the first failure is thrown once the running actions have ended.
 */
export async function mapLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  action: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const inTurn = createLimiter(limit);
  const results = new Array<Result>(items.length);
  const failures: unknown[] = []; // in chronological order
  await Promise.all(
    items.map((item, index) =>
      inTurn(async () => {
        if (failures.length > 0) return;
        try {
          results[index] = await action(item, index);
        } catch (error) {
          failures.push(error);
        }
      }),
    ),
  );
  if (failures.length > 0) throw failures[0];
  return results;
}
