import { describe, expect, it } from 'vitest';
import type { FitResult } from '../src/fit/fit-args';
import { threadPool } from '../src/threads/thread-pool';
import { makeProgram, makeRows, makeState } from './programs';

describe('a pool of threads', () => {
  it('ends the order of a thread that crashes as failed, and takes the next', async () => {
    // run from its source, the pool finds no worker.js beside it: every thread crashes as it starts
    const program = makeProgram({ inputWidth: 2, layers: [{ kind: 'dense', outputs: 1 }], loss: 'meanSquaredError' });
    const loaded = { program, state: makeState(program, 1), samples: makeRows(program, 4, 1) };
    const options = { epochs: 1, initialEpoch: 0, batchSize: 2, shuffle: true, seed: 0 };
    const empty: FitResult = { epoch: [], history: { loss: [] } };
    const order = { kind: 'train', loaded, options, result: empty } as const;
    const pool = threadPool(1);
    const ends = await Promise.all(
      [1, 2].map(() => pool.run({ ...order, result: structuredClone(order.result) }, () => {})),
    );
    pool.close();
    for (const end of ends) {
      expect(end).toMatchObject({ kind: 'failed', code: 'unavailable' });
      expect(end).toHaveProperty('message', expect.stringMatching(/^its thread crashed: Cannot find module/));
    }
  });
});
