import { describe, expect, it } from 'vitest';
import type { FitResult } from '../fit/fit-args';
import { placeProgram } from '../run/place-program';
import { makeProgram, makeSamples, makeState } from '../testing/programs';
import { openTrainingThreads, trainOnThread } from './open-training-threads';

describe('training threads', () => {
  it('report a crash as a failure, and the next request gets a new thread', async () => {
    // Run from its source, the module finds no worker.js beside it: every thread crashes as it starts.
    const program = makeProgram({ inputWidth: 2, layers: [{ kind: 'dense', outputs: 1 }], loss: 'meanSquaredError' });
    const loaded = { program, state: makeState(program, 1), samples: makeSamples(program, 4, 1) };
    const options = { epochs: 1, initialEpoch: 0, batchSize: 2, shuffle: true, seed: 0 };
    const empty: FitResult = { epoch: [], history: { loss: [] }, threads: 1 };
    const placement = placeProgram(program, { ...loaded, batchSize: 2 });
    const request = { kind: 'train', loaded, placement: { ...placement, formats: undefined }, options } as const;
    const pool = openTrainingThreads(1);
    const train = () =>
      pool.use((thread) => trainOnThread(thread, { ...request, result: structuredClone(empty) }, () => {}));
    const ends = await Promise.all([train(), train()]);
    pool.close();
    for (const end of ends) {
      expect(end).toMatchObject({ kind: 'failed', code: 'unavailable' });
      expect(end).toHaveProperty('message', expect.stringMatching(/^a worker thread crashed: Cannot find module/));
    }
  });
});
