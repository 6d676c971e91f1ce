import { loadBackend, openBench } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { describe, expect, it } from 'vitest';

const asked = { dataset: tinyDataset, workload: 'relu', backend: 'engine', epochs: 1 };
const { tf } = await loadBackend('engine');

describe('a benchmark', () => {
  it('that is aborted in its first epoch leaves no tensors', async () => {
    const before = tf.memory().numTensors;
    await expect(openBench({ ...asked, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('times an epoch whenever it is asked for one; once it has failed or is closed, it says so', async () => {
    const before = tf.memory().numTensors;
    const abort = new AbortController();
    const opened = await openBench({ ...asked, signal: abort.signal });
    expect(await opened.epoch()).toBeGreaterThan(0);
    abort.abort();
    await expect(opened.epoch()).rejects.toMatchObject({ code: 'aborted' });
    await expect(opened.epoch()).rejects.toMatchObject({ code: 'aborted' });
    await opened.close();
    expect(tf.memory().numTensors).toBe(before);

    const closed = await openBench(asked);
    await closed.close();
    await expect(closed.epoch()).rejects.toMatchObject({ message: 'the benchmark was closed: open another one' });
  });
});
