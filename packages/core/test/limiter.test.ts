import { createLimiter } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

/** An action that ends when it is told to. */
function gate() {
  let end = () => {};
  const opened = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { opened, end };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('createLimiter', () => {
  it('runs so many at once, the others in the order in which they came, and gives what they give', async () => {
    const inTurn = createLimiter(2);
    const gates = [gate(), gate(), gate(), gate()];
    const begun: number[] = [];
    const all = gates.map(({ opened }, i) =>
      inTurn(async () => {
        begun.push(i);
        await opened;
        return i * 10;
      }),
    );
    expect(begun).toEqual([0, 1]);
    gates[1].end();
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    gates[0].end();
    await turn();
    expect(begun).toEqual([0, 1, 2, 3]);
    gates[2].end();
    gates[3].end();
    expect(await Promise.all(all)).toEqual([0, 10, 20, 30]);
  });

  it('gives the place of an action that failed to the next', async () => {
    const inTurn = createLimiter(1);
    const failure = inTurn(async () => {
      throw new Error('no');
    });
    const next = inTurn(async () => 'yes');
    await expect(failure).rejects.toThrowError('no');
    expect(await next).toBe('yes');
  });
});
