import '@tensorflow/tfjs-backend-cpu';
import { MlpLabError, trainingStreams } from '@mlp-lab/core';
import { evaluate, type FitArgs, fit, fitAll, predict } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blobs, smallModel } from './small-models';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const trainers = [
  { name: 'WebAssembly', compile: true },
  { name: 'TensorFlow.js', compile: false },
] as const;

describe.each(trainers)('fit, trained by $name', ({ compile }) => {
  const models: layers.LayersModel[] = [];
  const build = (options = {}) => {
    const model = smallModel(options);
    models.push(model);
    return model;
  };
  afterEach(() => {
    for (const model of models.splice(0)) model.dispose();
  });
  const { x, y } = blobs(50);
  const args: FitArgs = { epochs: 3, batchSize: 8, validationSplit: 0.3, seed: 5, compile };

  it('gives loss, accuracy and their validation values for each epoch', async () => {
    const { epoch, history } = await fit(build(), x, y, args);
    expect(epoch).toEqual([0, 1, 2]);
    expect(Object.keys(history)).toEqual(['loss', 'acc', 'val_loss', 'val_acc']);
    for (const numbers of Object.values(history)) expect(numbers).toHaveLength(3);
    expect(history.loss[2]).toBeLessThan(history.loss[0]);
  });

  it('gives the same bits for the same seed, and others for another seed', async () => {
    const [first, again, other] = [build(), build(), build()];
    const one = await fit(first, x, y, args);
    expect(await fit(again, x, y, args)).toEqual(one);
    expect(weightsOf(again)).toEqual(weightsOf(first));
    expect(await fit(other, x, y, { ...args, seed: 6 })).not.toEqual(one);
  });

  it('resumes at an epoch as if it had never stopped, dropout included', async () => {
    const [whole, parts] = [build({ dropout: 0.3 }), build({ dropout: 0.3 })];
    const one = await fit(whole, x, y, args);
    const start = await fit(parts, x, y, { ...args, epochs: 1 });
    const rest = await fit(parts, x, y, { ...args, initialEpoch: 1 });
    expect(rest.epoch).toEqual([1, 2]);
    expect([...start.history.loss, ...rest.history.loss]).toEqual(one.history.loss);
    expect(weightsOf(parts)).toEqual(weightsOf(whole));
  });

  it('continues within an epoch as if it had never stopped, from the state and the sums that onYield saw', async () => {
    const [whole, parts] = [build({ dropout: 0.3 }), build({ dropout: 0.3 })];
    const one = await fit(whole, x, y, args);
    const stop = new AbortController();
    let reached: Pick<FitArgs, 'initialEpoch' | 'initialSums'> = {};
    const callbacks = {
      onYield(epoch: number, batch: number, _: unknown, sums: FitArgs['initialSums']) {
        if (epoch < 1 || batch < 1 || stop.signal.aborted) return;
        reached = { initialEpoch: epoch, initialSums: structuredClone(sums) };
        stop.abort();
      },
    };
    const start = fit(parts, x, y, { ...args, callbacks, yieldEvery: 'batch', signal: stop.signal });
    await expect(start).rejects.toMatchObject({
      code: 'aborted',
      message: expect.stringContaining('epoch 2, after step 2'),
    });
    expect(reached.initialSums?.count).toBe(16);
    const rest = await fit(parts, x, y, { ...args, ...reached });
    expect(rest.epoch).toEqual([1, 2]);
    for (const [name, numbers] of Object.entries(rest.history)) expect(numbers).toEqual(one.history[name]?.slice(1));
    expect(weightsOf(parts)).toEqual(weightsOf(whole));
  });

  it.each([
    { count: 12, loss: 1, metrics: [1] },
    { count: -8, loss: 1, metrics: [1] },
    { count: 40, loss: 1, metrics: [1] },
    { count: 8, loss: 1 },
    { count: 8, loss: Number.NaN, metrics: [1] },
  ])('refuses the sums %j', async (initialSums) => {
    const training = fit(build(), x, y, { ...args, initialSums: initialSums as FitArgs['initialSums'] });
    await expect(training).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/^initialSums: expected sums of whole batches, as onYield gives them, received /),
    });
  });

  it('draws another dropout mask at every step', async () => {
    const model = build({ dropout: 0.5, learningRate: 0 });
    const { history } = await fit(model, x, y, { ...args, epochs: 2, shuffle: false, batchSize: 50 });
    expect(history.loss[0]).not.toBe(history.loss[1]);
  });

  it('trains on rows in the order that the seed determines', async () => {
    const [byHand, byFit] = [build(), build()];
    const order = trainingStreams(5).order(0).permutation(50);
    const rows = { x: takeRows(x, order), y: takeRows(y, order) };
    await fit(byHand, rows.x, rows.y, { epochs: 1, batchSize: 8, shuffle: false, compile });
    await fit(byFit, x, y, { epochs: 1, batchSize: 8, seed: 5, compile });
    expect(weightsOf(byFit)).toEqual(weightsOf(byHand));
  });

  it('accepts tensors and leaves none behind', async () => {
    const model = build();
    const [tx, ty] = [tf.tensor(x.data, [...x.shape]), tf.tensor(y.data, [...y.shape])];
    await fit(model, tx, ty, args); // the optimizer makes its slots
    const before = tf.memory().numTensors;
    const weights = Float32Array.from({ length: 50 }, (_, i) => i % 3);
    await fit(model, tx, ty, { ...args, sampleWeight: weights });
    await evaluate(model, tx, ty, { compile });
    await predict(model, tx, { compile });
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([tx, ty]);
  });

  it('accepts pixels as bytes', async () => {
    const [bytes, floats] = [build(), build()];
    const pixels = { data: Uint8Array.from(x.data, (value) => Math.abs(value) * 50), shape: x.shape };
    const same = { data: Float32Array.from(pixels.data), shape: x.shape };
    expect(await fit(bytes, pixels, y, args)).toEqual(await fit(floats, same, y, args));
  });

  it('weights rows: a weight of 2 doubles the loss', async () => {
    const [once, twice] = [build({ learningRate: 0.2 }), build({ learningRate: 0.1 })];
    const doubled = await fit(twice, x, y, { ...args, sampleWeight: new Float32Array(50).fill(2) });
    const { history } = await fit(once, x, y, args);
    // float32: the products are rounded at different magnitudes
    for (const [i, loss] of history.loss.entries()) expect(doubled.history.loss[i]).toBeCloseTo(2 * loss, 4);
    expect(doubled.history.val_loss![2]).toBeCloseTo(2 * history.val_loss![2], 4);
  });

  it('validates on separate data with sample weights, as evaluate does', async () => {
    const model = build();
    const [x2, y2] = Object.values(blobs(9));
    const weights = [1, 2, 3, 0, 0.5, 1, 1, 1, 4];
    const { history } = await fit(model, x, y, { ...args, epochs: 1, validationData: [x2, y2, weights] });
    const { loss, acc } = await evaluate(model, x2, y2, { sampleWeight: weights, compile });
    expect(history.val_loss![0]).toBeCloseTo(loss, 6); // sums of float32 numbers, possibly in another order
    expect(history.val_acc![0]).toBeCloseTo(acc!, 6);
    expect(loss).not.toBeCloseTo((await evaluate(model, x2, y2, { compile })).loss, 2);
  });

  it('weights classes like the rows of those classes', async () => {
    const [byClass, byRow] = [build(), build()];
    const weights = Float32Array.from({ length: 50 }, (_, row) => [1, 2, 0.5][labelOf(y.data, row)]);
    const options: FitArgs = { epochs: 2, batchSize: 8, compile };
    const one = await fit(byClass, x, y, { ...options, classWeight: { 0: 1, 1: 2, 2: 0.5 } });
    expect(await fit(byRow, x, y, { ...options, sampleWeight: weights })).toEqual(one);
  });

  it('takes the weights of classes as model.fit does: alone, in a list, or by the name of the output', async () => {
    const classWeight = { 0: 1, 1: 2, 2: 0.5 };
    const model = build();
    const forms: FitArgs['classWeight'][] = [classWeight, [classWeight], { [model.outputNames[0]]: classWeight }];
    const [alone, ...others] = await Promise.all(
      forms.map((form, i) => fit(i === 2 ? model : build(), x, y, { ...args, classWeight: form })),
    );
    for (const other of others) expect(other).toEqual(alone);
    for (const [wrong, received] of [
      [[], 'a list of 0'],
      [[classWeight, classWeight], 'a list of 2'],
      [[null], 'null'],
      ['2', "'2'"],
      [{ [model.outputNames[0]]: 2 }, '2'],
    ] as const)
      await expect(fit(model, x, y, { ...args, classWeight: wrong as never })).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringMatching(new RegExp(`^classWeight: expected .*, received ${received}$`)),
      });
  });

  it('calls callbacks in order, with the numbers of the history', async () => {
    const calls: string[] = [];
    const model = build();
    const { history } = await fit(model, x, y, {
      ...args,
      epochs: 1,
      batchSize: 20,
      callbacks: {
        onTrainBegin: () => void calls.push('train begin'),
        onEpochBegin: (epoch) => void calls.push(`epoch ${epoch} begins`),
        onBatchBegin: (batch) => void calls.push(`batch ${batch} begins`),
        onBatchEnd: (batch, logs) => void calls.push(`batch ${batch} ends: ${logs?.size}`),
        onEpochEnd: (epoch, logs) => void calls.push(`epoch ${epoch} ends: ${logs?.val_loss}`),
        onTrainEnd: () => void calls.push('train end'),
      },
    });
    expect(calls).toEqual([
      'train begin',
      'epoch 0 begins',
      'batch 0 begins',
      'batch 0 ends: 20',
      'batch 1 begins',
      'batch 1 ends: 15',
      `epoch 0 ends: ${history.val_loss![0]}`,
      'train end',
    ]);
  });

  it('gives the same numbers whether or not callbacks listen to batches', async () => {
    const [silent, heard] = [build(), build()];
    const one = await fit(silent, x, y, args);
    const { history } = await fit(heard, x, y, { ...args, callbacks: { onBatchEnd() {} } });
    // sums of doubles in another order
    for (const [i, loss] of one.history.loss.entries()) expect(history.loss[i]).toBeCloseTo(loss, 12);
    expect(weightsOf(heard)).toEqual(weightsOf(silent));
  });

  it('stops early by tf.callbacks.earlyStopping', async () => {
    const stopping = layers.callbacks.earlyStopping({ monitor: 'loss', minDelta: 100 });
    const { epoch } = await fit(build(), x, y, { ...args, callbacks: stopping });
    expect(epoch).toEqual([0, 1]);
  });

  it('stops after the batch in which a callback sets model.stopTraining', async () => {
    const model = build();
    const seen: number[] = [];
    const onBatchEnd = (batch: number) => {
      seen.push(batch);
      if (batch === 1) model.stopTraining = true;
    };
    await fit(model, x, y, { ...args, callbacks: { onBatchEnd } });
    expect(seen).toEqual([0, 1]);
  });

  it('is aborted by a signal and keeps the weights trained so far', async () => {
    const model = build();
    const before = weightsOf(model);
    const controller = new AbortController();
    const running = fit(model, x, y, {
      ...args,
      signal: controller.signal,
      callbacks: { onBatchEnd: () => controller.abort('enough') },
    });
    await expect(running).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
    expect(weightsOf(model)).not.toEqual(before);
    await fit(model, x, y, { ...args, epochs: 1 }); // and can go on
  });

  it.each(['onEpochEnd', 'onEpochBegin'] as const)('trains no further batch once %s has aborted', async (hook) => {
    const [whole, parts] = [build({ dropout: 0.3 }), build({ dropout: 0.3 })];
    await fit(whole, x, y, args);
    const stop = new AbortController();
    const callbacks = { [hook]: (epoch: number) => epoch === (hook === 'onEpochEnd' ? 0 : 1) && stop.abort() };
    const start = fit(parts, x, y, { ...args, callbacks: callbacks as never, signal: stop.signal });
    await expect(start).rejects.toThrowError('training was aborted in epoch 2, after step 0');
    await fit(parts, x, y, { ...args, initialEpoch: 1 });
    expect(weightsOf(parts)).toEqual(weightsOf(whole));
  });

  it('stops if the loss is NaN, and keeps the weights from the epoch before', async () => {
    const model = build({ loss: 'meanSquaredError', output: 'linear' });
    await fit(model, x, y, { ...args, epochs: 1 });
    const good = weightsOf(model);
    const huge = { data: y.data.map((value) => value * 1e30), shape: y.shape };
    const running = fit(model, x, huge, { ...args, validationSplit: 0 });
    await expect(running).rejects.toThrowError(
      /^the loss became NaN or infinite in epoch 1 of 3, step [12] of 7: try a smaller learning rate/,
    );
    await expect(running).rejects.toMatchObject({ code: 'diverged' });
    expect(weightsOf(model)).toEqual(good);
  });

  it('leaves the state of an optimizer that diverged in its first epoch as before its first step', async () => {
    const [model, fresh] = [build(), build()];
    for (const each of [model, fresh]) each.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
    const huge = { data: y.data.map((value) => value * 1e30), shape: y.shape };
    await expect(fit(model, x, huge, { ...args, validationSplit: 0 })).rejects.toMatchObject({ code: 'diverged' });
    const [count, ...moments] = await model.optimizer.getWeights();
    expect(count.tensor.dataSync()[0]).toBe(0);
    for (const { tensor } of moments) expect(tensor.dataSync().every((value) => value === 0)).toBe(true);
    const { history } = await fit(model, x, y, args);
    expect(history).toEqual((await fit(fresh, x, y, args)).history);
    expect(weightsOf(model)).toEqual(weightsOf(fresh));
  });

  it('also stops if only the very last step diverges', async () => {
    const model = build({ loss: 'meanSquaredError', output: 'linear', learningRate: 3e38 });
    const before = weightsOf(model);
    const running = fit(model, x, y, {
      epochs: 1,
      batchSize: 50,
      compile,
      sampleWeight: new Float32Array(50).fill(100),
    });
    await expect(running).rejects.toThrowError('in epoch 1 of 1, step 1 of 1');
    expect(weightsOf(model)).toEqual(before);
  });

  it('rejects invalid arguments by name', async () => {
    const model = build();
    const before = weightsOf(model);
    const disposed = tf.zeros([50, 4]);
    disposed.dispose();
    const refusals: [() => Promise<unknown>, string][] = [
      [
        () => fit(model, { data: new Float32Array(6), shape: [2, 3] }, y, args),
        'x: expected shape [rows,4], received [2,3]',
      ],
      [
        () => fit(model, { data: new Float32Array(8), shape: [2, 4] }, y, args),
        'y: expected 2 rows, as in x, received shape [50,3]',
      ],
      [
        () => fit(model, { data: new Float32Array(0), shape: [0, 4] }, y, args),
        'x: expected at least one row, received shape [0,4]',
      ],
      [
        () => fit(model, { data: new Float32Array(3), shape: [2, 4] }, y, args),
        'x: expected a typed array of 8 numbers for shape [2,4], received 3',
      ],
      [
        () => fit(model, { data: x.data.with(7, Number.NaN), shape: x.shape }, y, args),
        'x: expected finite numbers, received NaN at index 7',
      ],
      [
        () => fit(model, x, { data: y.data.with(4, Number.POSITIVE_INFINITY), shape: y.shape }, args),
        'y: expected finite numbers, received Infinity at index 4',
      ],
      [
        () => fit(model, x, { data: new Uint8Array(50), shape: [50] }, args),
        'y: expected shape [rows,3] (one-hot; for class numbers use sparseCategoricalCrossentropy), received [50]',
      ],
      [() => fit(model, x, y, { ...args, batchSize: 0 }), 'batchSize: expected an integer of at least 1, received 0'],
      [() => fit(model, x, y, { ...args, epochs: 1.5 }), 'epochs: expected an integer of at least 0, received 1.5'],
      [() => fit(model, x, y, { ...args, seed: -1 }), 'seed must be an integer from 0 to 2^53 - 1: received -1'],
      [
        () => fit(model, x, y, { ...args, validationSplit: 1 }),
        'validationSplit: expected a number from 0 to below 1, received 1',
      ],
      [
        () => fit(model, x, y, { ...args, validationSplit: 0.99 }),
        'validationSplit: expected a fraction that leaves rows to train on, received 0.99 of 50 rows',
      ],
      [
        () => fit(model, x, y, { ...args, sampleWeight: [1, 2] }),
        'sampleWeight: expected 50 numbers, one a row, received 2',
      ],
      [
        () => fit(model, x, y, { ...args, sampleWeight: tf.ones([50]) as never }),
        'sampleWeight: expected 50 numbers, one a row, received Tensor',
      ],
      [
        () => fit(model, disposed, y, args),
        'x: expected a tensor, or { data, shape } with a typed array, received a tensor that was disposed of',
      ],
      [
        () =>
          fit(
            model,
            x,
            [
              [1, 0, 0],
              [0, 1, 0],
            ] as never,
            args,
          ),
        'received [an array of 3, an array of 3]: tf.tensor(y) makes a tensor of nested arrays',
      ],
      [() => predict(model, [x.data.subarray(0, 4)] as never), 'tf.tensor(x) makes a tensor of nested arrays'],
      [
        () => predict(model, [1, 2, 3, 4] as never),
        'received [1, 2, 3, 4]: tf.tensor(x) makes a tensor of nested arrays',
      ],
      [
        () => predict(model, x.data as never),
        'x: expected a tensor, or { data, shape } with a typed array, received Float32Array(200) without a shape',
      ],
      [
        () => fit(model, x, y, { ...args, classWeight: { 0: 1, 1: 1 } }),
        'classWeight: expected a number of 0 or more for class 2, which occurs in y, received undefined',
      ],
      [
        () => fit(model, x, y, { ...args, validationData: [x, x] }),
        'validationData[1]: expected shape [rows,3] (one-hot; for class numbers use sparseCategoricalCrossentropy), received [50,4]',
      ],
      [
        () => fit(model, Promise.resolve(x) as never, y, args),
        `x: expected a tensor by the name ${model.inputNames[0]}, received Promise`,
      ],
      [
        () => fit(model, x, y, { ...args, sampleWeight: new Array(50).fill('1') }),
        "sampleWeight: expected finite numbers of 0 or more, received '1' at index 0",
      ],
      [
        () => fit(model, x, y, { ...args, sampleWeight: new Array(50).fill(1e39) }), // infinite in single precision
        'sampleWeight: expected finite numbers of 0 or more, received 1e+39 at index 0',
      ],
      [() => evaluate(model, x, y, { batchSize: -1 }), 'batchSize: expected an integer of at least 1, received -1'],
      [() => predict(model, y), 'x: expected shape [rows,4], received [50,3]'],
    ];
    for (const [attempt, message] of refusals) {
      const running = attempt();
      await expect(running).rejects.toThrowError(MlpLabError);
      await expect(running).rejects.toThrowError(message);
    }
    expect(weightsOf(model)).toEqual(before);
  });

  it('rejects labels that are not classes', async () => {
    const model = build({ loss: 'sparseCategoricalCrossentropy' });
    const labels = { data: Uint8Array.from({ length: 50 }, (_, i) => i % 3), shape: [50] };
    await fit(model, x, labels, args);
    const wrong = { data: labels.data.with(9, 3), shape: [50] };
    await expect(fit(model, x, wrong, args)).rejects.toThrowError(
      'y: expected class numbers from 0 to 2, received 3 at index 9',
    );
  });

  it('rejects a model without model.compile', async () => {
    const model = layers.sequential({ layers: [layers.layers.dense({ units: 3, inputShape: [4] })] });
    models.push(model);
    await expect(fit(model, x, y, args)).rejects.toThrowError('model must be compiled: call model.compile');
  });

  it('rejects a model that was disposed of', async () => {
    const model = smallModel({});
    model.dispose();
    const refused = { code: 'bad-model', message: 'model was disposed of: build or load it again' };
    for (const use of [fit, evaluate]) await expect(use(model, x, y, { compile })).rejects.toMatchObject(refused);
    await expect(predict(model, x, { compile })).rejects.toMatchObject(refused);
    await expect(fitAll([{ name: 'gone', model, x, y }])).rejects.toMatchObject(refused);
  });

  it('names a model that is disposed of while it trains, unless training was aborted, too', async () => {
    const gone = { code: 'bad-model', message: 'model was disposed of: build or load it again' };
    for (const place of ['onBatchEnd', 'onEpochEnd'] as const) {
      const model = smallModel({});
      const running = fit(model, x, y, { ...args, compile, callbacks: { [place]: () => model.dispose() } });
      await expect(running).rejects.toMatchObject(gone);
    }
    const [alone, job] = [smallModel({}), smallModel({})];
    const controllers = [new AbortController(), new AbortController()];
    const [{ signal }, { signal: signalOfAll }] = controllers;
    const endOf = (model: layers.LayersModel, controller: AbortController) => () => {
      if (controller.signal.aborted) return;
      model.dispose();
      controller.abort('enough');
    };
    const callbacks = { onBatchEnd: endOf(alone, controllers[0]) };
    await expect(fit(alone, x, y, { epochs: 1e6, compile, callbacks, signal })).rejects.toMatchObject({
      code: 'aborted',
      cause: 'enough',
    });
    const all = fitAll([{ name: 'job', model: job, x, y, args: { epochs: 1e6, compile } }], {
      signal: signalOfAll,
      onProgress: endOf(job, controllers[1]),
    });
    await expect(all).rejects.toMatchObject({ code: 'aborted' });
  });

  it('evaluates and predicts as the model itself does', async () => {
    const model = build();
    const { loss, acc } = await evaluate(model, x, y, { batchSize: 7, compile });
    const [tx, ty] = [tf.tensor(x.data, [...x.shape]), tf.tensor(y.data, [...y.shape])];
    const [modelLoss, modelAcc] = (model.evaluate(tx, ty) as tf.Scalar[]).map((scalar) => scalar.dataSync()[0]);
    // means of float32 numbers, added in another order
    expect(loss).toBeCloseTo(modelLoss, 6);
    expect(acc).toBeCloseTo(modelAcc, 6);
    const { data, shape } = await predict(model, x, { batchSize: 7, compile });
    expect(shape).toEqual([50, 3]);
    const expected = (model.predict(tx) as tf.Tensor).dataSync();
    for (const [i, value] of data.entries()) expect(value).toBeCloseTo(expected[i], 6);
  });
});

const weightsOf = (model: layers.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

function takeRows({ data, shape }: { data: Float32Array; shape: readonly number[] }, order: Uint32Array) {
  const width = shape[1];
  return {
    data: Float32Array.from(
      { length: data.length },
      (_, i) => data[order[Math.floor(i / width)] * width + (i % width)],
    ),
    shape,
  };
}

const labelOf = (y: Float32Array, row: number) => y.subarray(row * 3, row * 3 + 3).indexOf(1);
