import { attempt } from './attempt';

/**
 * Runs an action for each item, in order, at most `limit` (1 or more) at a time. The results are in the order of the items. After a
 * failure no further action starts, and the first failure is thrown once the running actions have ended.
 */
export function mapLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  action: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const failures: unknown[] = []; // in chronological order
  let next = 0;
  let underWay = 0;

  // Ten thousand may be under way: what waits for each is two small functions, not the frame of an asynchronous one.
  return new Promise((resolve, reject) => {
    function goOn(): void {
      while (underWay < limit && next < items.length && failures.length === 0) start(next++);
      if (underWay > 0) return;
      if (failures.length > 0) reject(failures[0]);
      else resolve(results);
    }

    function start(index: number): void {
      underWay += 1;
      attempt(() => action(items[index], index)).then(
        (result) => {
          results[index] = result;
          end();
        },
        (error) => {
          failures.push(error);
          end();
        },
      );
    }

    function end(): void {
      underWay -= 1;
      goOn();
    }

    goOn();
  });
}
