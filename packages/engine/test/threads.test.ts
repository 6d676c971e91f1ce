// One network on several threads: the same numbers as on one, whatever happens in between, and a clean end.
import type { Worker } from 'node:worker_threads';
import '@tensorflow/tfjs-backend-cpu';
import { type FitArgs, fit, fitAll } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { blobs, smallModel } from './small-models';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const { x, y } = blobs(120);
const two = { threads: { exactly: 2 } } as const;
const args: FitArgs = { epochs: 3, batchSize: 16, validationSplit: 0.25, seed: 5 };
const weightsOf = (model: LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

/** History and weights after a fit of a new model. */
async function trained(more: FitArgs) {
  const model = smallModel({ dropout: 0.2 });
  const { history, epoch, threads } = await fit(model, x, y, { ...args, ...more });
  return { result: { history, epoch, weights: weightsOf(model) }, threads };
}

describe('fit on several threads', () => {
  it.each([1, 2, 3, 8])('gives the same bits on %i, and says how many they were', async (exactly) => {
    const { result, threads } = await trained({ threads: { exactly } });
    expect(threads).toBe(exactly);
    expect(result).toEqual((await trained({ threads: 1 })).result);
  });

  it('trains a small network on one thread, however many are allowed', async () => {
    expect((await trained({})).threads).toBe(1);
    expect((await trained({ threads: 8 })).threads).toBe(1);
  });

  it('gives the same bits after a stop within an epoch, on another number of threads', async () => {
    const model = smallModel({ dropout: 0.2 });
    const stop = new AbortController();
    let sums: FitArgs['initialSums'];
    const callbacks = {
      onYield(epoch: number, batch: number, _logs: unknown, current: NonNullable<typeof sums>) {
        if (epoch !== 1 || batch !== 2) return;
        sums = structuredClone(current);
        stop.abort();
      },
    };
    const first = { ...args, ...two, yieldEvery: 'batch', callbacks, signal: stop.signal } as const;
    await expect(fit(model, x, y, first)).rejects.toMatchObject({ code: 'aborted' });
    await fit(model, x, y, { ...args, threads: { exactly: 3 }, initialEpoch: 1, initialSums: sums });
    expect(weightsOf(model)).toEqual((await trained({ threads: 1 })).result.weights);
  });

  it('calls callbacks with the same logs, and shows them the same weights', async () => {
    const seen = async (threads: FitArgs['threads']) => {
      const model = smallModel({});
      const log: unknown[] = [];
      const callbacks = {
        onBatchEnd: (batch: number, logs: unknown) => void log.push(batch, logs, weightsOf(model)),
        onEpochEnd: (epoch: number, logs: unknown) => void log.push(epoch, logs),
      };
      await fit(model, x, y, { ...args, threads, callbacks });
      return log;
    };
    expect(await seen({ exactly: 2 })).toEqual(await seen(1));
  });

  it('ends with what a callback throws, and the next fit trains', async () => {
    const model = smallModel({});
    const callbacks = {
      onEpochEnd() {
        throw new Error('enough');
      },
    };
    await expect(fit(model, x, y, { ...args, ...two, callbacks })).rejects.toThrow('enough');
    expect((await fit(model, x, y, { ...args, ...two })).threads).toBe(2);
  });

  it('says where the loss diverged, and keeps the weights from before', async () => {
    const model = smallModel({ loss: 'meanSquaredError', output: 'linear', learningRate: 1e30 });
    const before = weightsOf(model);
    await expect(fit(model, x, y, { ...args, ...two })).rejects.toMatchObject({ code: 'diverged' });
    expect(weightsOf(model)).toEqual(before);
  });

  it('trains many networks, each on several threads, to the same bits', async () => {
    const models = [1, 2, 3].map(() => smallModel({ dropout: 0.2 }));
    const jobs = models.map((model, i) => ({ name: `job ${i}`, model, x, y, args: { ...args, ...two } }));
    const results = await fitAll(jobs, { jobs: 2 });
    const { result } = await trained({ threads: 1 });
    for (const [i, { history, threads }] of results.entries()) {
      expect([history, weightsOf(models[i]), threads]).toEqual([result.history, result.weights, 2]);
    }
  });
});

describe('a thread of a network', () => {
  const workers: Worker[] = [];
  const note = (worker: Worker) => void workers.push(worker);
  afterEach(() => {
    process.off('worker', note);
    workers.length = 0;
    vi.restoreAllMocks();
  });

  it.each([0, 1])(
    'that ends on its own (number %i) ends the fit, which says so, with the weights from before the epoch',
    async (dying) => {
      process.on('worker', note);
      const model = smallModel({});
      let kept: number[][] = [];
      const callbacks = {
        onEpochEnd(epoch: number) {
          kept = weightsOf(model);
          if (epoch === 2) setTimeout(() => void workers.at(-1 - dying)?.terminate(), 5);
        },
      };
      const workerUrl = new URL(`../dist/worker.js?${dying}`, import.meta.url); // another script: no thread is left over from before
      const long = { ...args, ...two, workerUrl, epochs: 1e6, callbacks };
      await expect(fit(model, x, y, long)).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(
          /^a worker thread crashed: .*; the model keeps the weights from before this epoch$/,
        ),
      });
      expect(weightsOf(model)).toEqual(kept);
      expect((await fit(model, x, y, { ...args, ...two })).threads).toBe(2);
    },
  );

  it('that can’t be started leaves the network to one thread, which a message says once', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const lost = { ...args, ...two, workerUrl: './no-such-worker.js' };
    for (let i = 0; i < 2; i++) {
      const { history, threads } = await fit(smallModel({ dropout: 0.2 }), x, y, lost);
      expect([history, threads]).toEqual([(await trained({ threads: 1 })).result.history, 1]);
    }
    expect(warn.mock.calls.flat()).toEqual([expect.stringMatching(/^fit trains on one thread: .*no-such-worker/)]);
  });

  it('needs shared memory, else the network trains on one', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    vi.stubGlobal('SharedArrayBuffer', undefined);
    try {
      expect((await trained(two)).threads).toBe(1);
      expect(warn.mock.calls.flat()).toEqual([
        expect.stringMatching(/^fit trains on one thread: .*cross-origin isolated/),
      ]);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
