import '@tensorflow/tfjs-backend-cpu';
import { type FitJob, fit, fitAll, type JobProgress } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blobs, smallModel } from './small-models';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
const models: LayersModel[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});
const build = (options = {}) => {
  const model = smallModel({ dropout: 0.2, ...options });
  models.push(model);
  return model;
};
const raise = (error: Error): never => {
  throw error;
};
const weightsOf = (model: LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

const { x, y } = blobs(60);
const args = { epochs: 4, batchSize: 8, validationSplit: 0.25 };
const jobs = (count: number, options = {}): FitJob[] =>
  Array.from({ length: count }, (_, seed) => ({
    name: `job ${seed}`,
    model: build(options),
    x,
    y,
    args: { ...args, seed },
  }));

describe('fitAll', () => {
  it.each([1, 2, 3])('%i at a time gives the same bits as fit', async (atOnce) => {
    const all = jobs(3);
    const results = await fitAll(all, { jobs: atOnce });
    for (const [seed, { model }] of all.entries()) {
      const alone = build();
      expect(results[seed]).toEqual(await fit(alone, x, y, { ...args, seed }));
      expect(weightsOf(model)).toEqual(weightsOf(alone));
    }
  });

  it('trains models that can not be compiled through TensorFlow.js, alongside the others', async () => {
    const [compiled, custom] = [build(), build({ loss: 'hinge' })];
    const results = await fitAll([
      { name: 'compiled', model: compiled, x, y, args },
      { name: 'custom', model: custom, x, y, args },
    ]);
    const alone = build({ loss: 'hinge' });
    expect(results[1]).toEqual(await fit(alone, x, y, args));
    expect(results[0].epoch).toEqual([0, 1, 2, 3]);
  });

  it('reports the progress of every job', async () => {
    const seen: JobProgress[] = [];
    const results = await fitAll(jobs(2), { jobs: 2, onProgress: (progress) => seen.push(progress) });
    for (const job of [0, 1]) {
      const ends = seen.filter((progress) => progress.job === `job ${job}` && progress.isEpochEnd);
      expect(ends.map(({ epoch, epochs, fraction }) => [epoch, epochs, fraction])).toEqual(
        [0, 1, 2, 3].map((epoch) => [epoch, 4, 1]),
      );
      expect(ends.map(({ logs }) => logs.val_acc)).toEqual(results[job].history.val_acc);
    }
  });

  it('reads tensors and leaves none behind', async () => {
    const all = jobs(2).map((job) => job.model);
    await fitAll(all.map((model, i) => ({ name: `${i}`, model, x, y, args })));
    const [tx, ty] = [tf.tensor(x.data, [...x.shape]), tf.tensor(y.data, [...y.shape])];
    const before = tf.memory().numTensors;
    await fitAll(all.map((model, i) => ({ name: `${i}`, model, x: tx, y: ty, args })));
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([tx, ty]);
  });

  it('rejects with the name of the job that failed, and finishes the others', async () => {
    const [bad, good] = [build(), build()];
    const before = weightsOf(good);
    const running = fitAll([
      { name: 'bad', model: bad, x, y, args: { ...args, batchSize: 0 } },
      { name: 'good', model: good, x, y, args },
    ]);
    await expect(running).rejects.toThrowError('job "bad": batchSize: expected an integer of at least 1, received 0');
    expect(weightsOf(good)).not.toEqual(before);
  });

  it('names the job whose loss became NaN, and keeps its weights from the epoch before', async () => {
    const model = build({ loss: 'meanSquaredError', output: 'linear' });
    const before = weightsOf(model);
    const huge = { data: y.data.map((value) => value * 1e30), shape: y.shape };
    const running = fitAll([{ name: 'wild', model, x, y: huge, args }]);
    await expect(running).rejects.toMatchObject({ code: 'diverged' });
    await expect(running).rejects.toThrowError(
      /^job "wild": the loss became NaN or infinite in epoch 1 of 4, step [12] of 6/,
    );
    expect(weightsOf(model)).toEqual(before);
  });

  it('is aborted by a signal and keeps the weights trained so far', async () => {
    const controller = new AbortController();
    const [first, second] = jobs(2).map((job) => ({ ...job, args: { ...args, epochs: 1_000_000 } }));
    const before = weightsOf(first.model);
    const running = fitAll([first, second], {
      jobs: 1,
      signal: controller.signal,
      onProgress: ({ epoch }) => epoch > 2 && controller.abort('enough'),
    });
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
    await expect(running).rejects.toThrowError(/^job "job 0": training was aborted in epoch \d+/);
    expect(weightsOf(first.model)).not.toEqual(before);
    expect(weightsOf(second.model)).toEqual(before);
    await fit(first.model, x, y, args); // not in training any more
  });

  it.each<[string, object, (error: Error) => void]>([
    ['throws, where the job trains on a thread', {}, raise],
    ['throws, where the job trains through TensorFlow.js', { loss: 'hinge' }, raise],
    ['rejects with', {}, async (error) => raise(error)],
  ])('ends with what onProgress %s', async (_, options, fail) => {
    const [first, second] = jobs(2, options).map((job) => ({ ...job, args: { ...args, epochs: 1_000_000 } }));
    const error = new Error('the handler');
    const running = fitAll([first, second], { jobs: 1, onProgress: () => fail(error) });
    await expect(running).rejects.toBe(error);
    await fit(first.model, x, y, args); // not in training any more
  });

  it('ends with what onProgress rejects with after the last epoch', async () => {
    const error = new Error('the handler');
    const onProgress = async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      throw error;
    };
    await expect(fitAll(jobs(1), { jobs: 1, onProgress })).rejects.toBe(error);
  });

  it.each([
    ['callbacks', { onEpochEnd() {} }],
    ['signal', new AbortController().signal],
  ])("refuses a job's own %s, which would have no effect", async (name, value) => {
    const [job] = jobs(1);
    await expect(fitAll([{ ...job, args: { ...args, [name]: value } }])).rejects.toThrowError(
      'jobs[0].args: expected no callbacks and no signal: fitAll has onProgress and signal',
    );
  });

  it('does nothing for no jobs', async () => expect(await fitAll([])).toEqual([]));

  it('refuses jobs that would train the same weights at once, and takes those that share frozen ones', async () => {
    const [shared, statistics] = [layers.dense({ units: 5, inputShape: [4] }), layers.batchNormalization({})];
    const jobOf = (name: string, ...shares: LayersModel['layers']): FitJob => {
      const model = sequential({ layers: [...shares, layers.dense({ units: 3, activation: 'softmax' })] });
      model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
      return { name, model, x, y };
    };
    const refused = (weight: string) =>
      expect(fitAll(['one', 'two'].map((name) => jobOf(name, shared, statistics)))).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringContaining(
          `jobs[1].model: expected weights that no other job trains, received ${weight}, which job "one" trains`,
        ),
      });
    await refused(`${shared.name}/kernel`);
    const [twice] = jobs(1);
    await expect(fitAll([twice, twice])).rejects.toThrow('jobs[1].model: expected weights that no other job trains');
    shared.trainable = false;
    statistics.trainable = false;
    await refused(`${statistics.name}/gamma`);
    const base = sequential({ layers: [layers.dense({ units: 5, inputShape: [4] })] });
    base.trainable = false; // TensorFlow.js trains it all the same
    const nested = fitAll(['one', 'two'].map((name) => jobOf(name, base)));
    await expect(nested).rejects.toThrow(`received ${base.layers[0].name}/kernel, which job "one" trains`);
    const before = shared.getWeights()[0].dataSync();
    expect(await fitAll([jobOf('one', shared), jobOf('two', shared)])).toHaveLength(2);
    expect(shared.getWeights()[0].dataSync()).toEqual(before);
  });

  it('rejects an invalid number of jobs', async () => {
    await expect(fitAll(jobs(1), { jobs: 0 })).rejects.toThrowError(
      'jobs: expected an integer of at least 1, received 0',
    );
  });
});
