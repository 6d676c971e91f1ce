import { mapLimited } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

/** An action that ends when it is told to, and which of its kind are under way. */
function gates() {
  const open = new Map<number, { end(): void; fail(error: Error): void }>();
  const action = (item: number) =>
    new Promise<string>((resolve, reject) => {
      const close = <Value>(settle: (value: Value) => void) => {
        return (value: Value) => {
          open.delete(item);
          settle(value);
        };
      };
      open.set(item, { end: () => close(resolve)(`result ${item}`), fail: close(reject) });
    });
  return { open, action, underWay: () => [...open.keys()] };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('mapLimited', () => {
  it('begins in order, so many at once, and gives the results in the order of the items', async () => {
    const { open, action, underWay } = gates();
    const all = mapLimited([1, 2, 3], 2, action);
    expect(underWay()).toEqual([1, 2]);
    open.get(2)?.end();
    await turn();
    expect(underWay()).toEqual([1, 3]);
    open.get(3)?.end();
    open.get(1)?.end();
    expect(await all).toEqual(['result 1', 'result 2', 'result 3']);
  });

  it('hands over the place of each item', async () => {
    expect(await mapLimited(['a', 'b'], 5, async (item, index) => `${item}${index}`)).toEqual(['a0', 'b1']);
  });

  it('is done at once where there is nothing to do', async () => {
    expect(await mapLimited([], 3, async () => 1)).toEqual([]);
  });

  it('after a failure begins nothing more, waits for what is under way, and throws the first', async () => {
    const { open, action, underWay } = gates();
    let isOver = false;
    const all = mapLimited([1, 2, 3], 2, action).finally(() => {
      isOver = true;
    });
    const failure = expect(all).rejects.toThrowError('second');
    open.get(2)?.fail(new Error('second'));
    await turn();
    expect([underWay(), isOver]).toEqual([[1], false]);
    open.get(1)?.fail(new Error('first in the list, but later'));
    await failure;
    expect(underWay()).toEqual([]);
  });
});
