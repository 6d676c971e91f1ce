// When training stops and which weights the model has then, beside Keras: fixtures/engine/early_stopping_in_keras.py.
import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import { type EarlyStoppingOptions, earlyStopping, type FitCallback, fit } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { data, smallNetwork, toTensor } from './side-by-side';

interface Case extends EarlyStoppingOptions {
  values: (number | null | 'NaN')[];
  epochs: number;
  weight: number;
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../../fixtures/engine/early-stopping.json', import.meta.url), 'utf8'),
) as { cases: Case[] };

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const one = { data: Float32Array.of(1, 1), shape: [2, 1] };
const trainings: [string, (model: LayersModel, args: object) => Promise<{ epoch: number[] }>][] = [
  ['compiled', (model, args) => fit(model, one, one, args)],
  ['through TensorFlow.js', (model, args) => fit(model, one, one, { ...args, compile: false })],
  ['by model.fit', (model, args) => model.fit(toTensor(one), toTensor(one), { verbose: 0, ...args })],
];

describe.each(trainings)('trained %s, earlyStopping stops and restores as Keras 3.15.1', (_, train) => {
  it.each(cases.map((each) => [JSON.stringify(each), each] as const))(
    '%s',
    async (_, { values, epochs, weight, ...options }) => {
      const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1], useBias: false })] });
      model.compile({ optimizer: tf.train.sgd(1e-9), loss: 'meanSquaredError' });
      const set = (value: number) => tf.tidy(() => model.setWeights([tf.tensor([[value]])]));
      set(-1);
      const writer: FitCallback = {
        onEpochEnd(epoch, logs) {
          if (values[epoch] !== null) Object.assign(logs!, { value: Number(values[epoch]) });
          set(epoch);
        },
      };
      const stopping = earlyStopping({ monitor: 'value', mode: 'min', ...options });
      stopping.setModel?.(model);
      const both = stoppingAfter(writer, stopping);
      const { epoch } = await train(model, { epochs: values.length, callbacks: both });
      expect(epoch.length).toBe(epochs);
      expect(model.getWeights()[0].dataSync()[0]).toBeCloseTo(weight, 5);
    },
  );

  /** One object, because TensorFlow.js takes no class after an object in a list. */
  function stoppingAfter(writer: FitCallback, stopping: FitCallback): FitCallback {
    return {
      onTrainBegin: () => stopping.onTrainBegin?.(),
      async onEpochEnd(epoch, logs) {
        await writer.onEpochEnd?.(epoch, logs);
        await stopping.onEpochEnd?.(epoch, logs);
      },
      onTrainEnd: () => stopping.onTrainEnd?.(),
    };
  }
});

describe('earlyStopping', () => {
  it('restores the weights of the epoch with the least val_loss', async () => {
    const seen: number[][] = [];
    const model = smallNetwork({ optimizer: tf.train.sgd(3) });
    const { history } = await fit(model, data.x, data.y, {
      epochs: 12,
      validationSplit: 0.4,
      callbacks: [
        { onEpochEnd: () => void seen.push(Array.from(model.getWeights()[0].dataSync())) },
        earlyStopping({ patience: 3, restoreBestWeights: true }),
      ],
    });
    const losses = history.val_loss!;
    expect(Array.from(model.getWeights()[0].dataSync())).toEqual(seen[losses.indexOf(Math.min(...losses))]);
  });

  it('watches the greatest accuracy, leaves no tensor, and serves one fit after another', async () => {
    const model = smallNetwork();
    const callbacks = earlyStopping({ monitor: 'acc', restoreBestWeights: true, patience: 2 });
    await fit(model, data.x, data.y, { epochs: 9, callbacks });
    const before = tf.memory().numTensors;
    const { history } = await fit(model, data.x, data.y, { epochs: 9, callbacks });
    expect(tf.memory().numTensors).toBe(before);
    expect(history.acc!.length).toBeGreaterThan(1);
  });

  it.each<[string, EarlyStoppingOptions]>([
    ['val_loss, without validation', {}],
    ['the name that Keras has for acc', { monitor: 'accuracy' }],
  ])('says once that the logs lack what it monitors: %s', async (_, options) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const stopping = earlyStopping(options);
    const { epoch } = await fit(smallNetwork(), data.x, data.y, { epochs: 3, callbacks: stopping });
    expect(epoch).toEqual([0, 1, 2]);
    const monitored = options.monitor ?? 'val_loss';
    expect(warn.mock.calls).toEqual([[`earlyStopping monitors ${monitored}, but the logs have loss,acc`]]);
    warn.mockRestore();
  });

  it('refuses unknown options by name', () => {
    expect(() => earlyStopping({ restore_best_weights: true } as never)).toThrow(
      "earlyStopping: unknown option 'restore_best_weights'",
    );
    expect(() => earlyStopping({ mode: 'least' as never })).toThrow("mode: expected 'auto', 'min' or 'max'");
  });
});
