// What every backend does, wherever it runs: sentences, and functions that throw if one is not true. No test runner is
// needed, so that a page can run them.
import { evaluate, predict } from '@mlp-lab/engine';
import { compare, inspect, loadBackend } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import type { io } from '@tensorflow/tfjs-core';
import { check, checkNear } from './check';
import { build, EQUAL_BATCHES, recipeOf, STEPS, type Trained, test, trainVariant, variants } from './train-variant';

const registry = createRegistry([notebook()]);
const SEED = 5;
const LAYERS = 3;
const WIDEST = 16;
// Backends add the same float32 products in different orders: a sum of n terms may differ by n roundings of 2⁻²⁴ each, and
// does so in each layer. The numbers compared here are around 1 or smaller. GPUs' exp and log, good to a few last bits, are within that.
export const TOLERANCE = LAYERS * WIDEST * 2 ** -24; // 2.9e-6

/** Has everything that a network can have: batch normalization, dropout, Adam. */
const EVERYTHING = 'combined';

export const contract: Readonly<Record<string, (backend: string) => Promise<void>>> = {
  async 'builds, trains, evaluates and predicts every variant'(backend) {
    for (const variant of variants) {
      const { probabilities, evaluated, history } = await trained(variant, backend);
      check(history.val_loss?.length === 1, `${variant}: expected a loss of validation`);
      const { loss, accuracy } = measure(probabilities);
      checkNear([evaluated.loss], [loss], TOLERANCE, `${variant}: loss evaluated, by the loss of the predictions`);
      checkNear(
        [evaluated.acc ?? Number.NaN],
        [accuracy],
        TOLERANCE,
        `${variant}: accuracy evaluated, by the predictions`,
      );
    }
  },

  async 'makes the loss fall, whatever the variant'(backend) {
    for (const variant of variants) {
      const { before, evaluated } = await trained(variant, backend);
      check(evaluated.loss < before, `${variant}: expected a loss below ${before}, received ${evaluated.loss}`);
    }
  },

  async 'agrees with cpu in the first steps'(backend) {
    for (const variant of variants) {
      const expected = await trained(variant, 'cpu');
      const received = await trained(variant, backend);
      for (const metric of ['loss', 'acc']) {
        const what = `${variant}: ${metric} of epoch`;
        checkNear(received.history[metric]!, expected.history[metric]!, TOLERANCE, what);
      }
      checkNear(received.probabilities, expected.probabilities, answerTolerance(variant), `${variant}: probability`);
    }
  },

  async 'sees probabilities down to 1e-7 in the loss, as Keras does'(backend) {
    const { tf, compile } = await loadBackend(backend);
    const dense = tf.layers.dense({ units: 2, inputShape: [1], activation: 'softmax', useBias: false });
    const model = tf.sequential({ layers: [dense] });
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
    const certain = tf.tensor2d([[100, -100]]);
    model.setWeights([certain]);
    const x = { data: Float32Array.of(1), shape: [1, 1] };
    const y = { data: Float32Array.of(0, 1), shape: [1, 2] };
    const wrong = await evaluate(model, x, y, { compile });
    certain.dispose();
    model.dispose();
    checkNear([wrong.loss], [-Math.log(1e-7)], 1e-4, 'loss'); // 16.1, of which float32 has six digits
  },

  async 'measures the layers of a network as cpu does'(backend) {
    checkNear(await measureLayers(backend), await measureLayers('cpu'), TOLERANCE, 'measure');
  },

  async 'gives the same numbers for the same seed, to the last bit, and different ones for another'(backend) {
    const first = await trained(EVERYTHING, backend);
    const again = await trainVariant(EVERYTHING, backend, SEED);
    checkNear(again.history.loss, first.history.loss, 0, 'loss of epoch');
    checkNear(again.probabilities, first.probabilities, 0, 'probability');
    const other = await trainVariant(EVERYTHING, backend, SEED + 1);
    check(other.history.loss[0] !== first.history.loss[0], 'expected another loss for another seed');
  },

  async 'leaves no tensor behind'(backend) {
    for (const variant of variants) {
      const { tensorsLeft } = await trained(variant, backend);
      check(tensorsLeft === 0, `${variant}: expected no tensor more than before, received ${tensorsLeft}`);
    }
  },

  async 'answers the same on cpu when saved here and loaded there, and the other way round'(backend) {
    await checkMoved(backend, 'cpu');
    await checkMoved('cpu', backend);
  },

  async 'can be stopped, and trains again'(backend) {
    const { tf } = await loadBackend(backend);
    const tensors = tf.memory().numTensors;
    const stop = new AbortController();
    let trainedEpochs = 0;
    const ended = compare({
      registry,
      dataset: tinyDataset,
      variants: [EVERYTHING],
      backend,
      ...EQUAL_BATCHES,
      epochs: 1_000_000, // minutes, were it not stopped
      signal: stop.signal,
      onProgress(event) {
        if (event.type !== 'training') return;
        trainedEpochs = event.progress.epoch;
        stop.abort();
      },
    });
    const code = await ended.then(
      () => 'none',
      (error) => error.code,
    );
    check(code === 'aborted', `expected the error 'aborted', received '${code}'`);
    check(trainedEpochs < 100, `expected an end soon after the first epoch, received one in epoch ${trainedEpochs}`);
    check(tf.memory().numTensors === tensors, 'expected no tensor of the network that was stopped');
    const again = await trainVariant(EVERYTHING, backend, SEED);
    checkNear(again.probabilities, (await trained(EVERYTHING, backend)).probabilities, 0, 'probability');
  },
};

/** A network with its weights as one backend has saved it, and its answers there. Plain JSON. */
export interface Saved {
  artifacts: Omit<io.ModelArtifacts, 'weightData'> & { weightData: number[] };
  answers: number[];
}

/** Builds a network, not trained, and saves it. */
export async function save(backendName: string): Promise<Saved> {
  const backend = await loadBackend(backendName);
  const model = build(EVERYTHING, backend, SEED);
  let saved: io.ModelArtifacts | undefined;
  const keep = async (artifacts: io.ModelArtifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } };
  };
  await model.save(backend.tf.io.withSaveHandler(keep));
  const answers = [...(await predict(model, test.x, { compile: backend.compile })).data];
  model.dispose();
  return { artifacts: { ...saved, weightData: [...new Uint8Array(saved!.weightData as ArrayBuffer)] }, answers };
}

/** Loads what another backend has saved, and asks it the same. */
export async function checkLoaded({ artifacts, answers }: Saved, backendName: string): Promise<void> {
  const { tf, compile } = await loadBackend(backendName);
  const weightData = Uint8Array.from(artifacts.weightData).buffer;
  const model = await tf.loadLayersModel({ load: async () => ({ ...artifacts, weightData }) });
  const received = (await predict(model, test.x, { compile })).data;
  model.dispose();
  checkNear(received, answers, TOLERANCE, `probability on ${backendName}`);
}

/** Gradient norm, mean and deviation of each layer of a network with batch normalization, before and after an epoch. */
async function measureLayers(backend: string): Promise<number[]> {
  const settings = { ...EQUAL_BATCHES, epochs: 1, scale: 'unit', seed: SEED, probe: test.x.shape[0] } as const;
  const { variants } = await inspect({
    registry,
    dataset: tinyDataset,
    variants: ['batch-norm'],
    backend,
    ...settings,
  });
  return variants.flatMap(({ snapshots }) =>
    snapshots.flatMap(({ layers }) =>
      layers.flatMap(({ gradientNorm, mean, deviation }) => [gradientNorm, mean, deviation]),
    ),
  );
}

async function checkMoved(from: string, to: string): Promise<void> {
  await checkLoaded(await save(from), to);
}

/** The losses of a network in training, validation and test, as `compare` has it trained: on a thread of its own for 2 jobs. */
export async function lossesOf(backend: string, jobs: number, wasmPaths?: string): Promise<number[]> {
  const settings = { variants: ['relu'], epochs: 1, scale: 'unit', batchSize: EQUAL_BATCHES.batchSize } as const;
  const set = { ...EQUAL_BATCHES.set, hidden: [16] }; // a thread compiles its kernels anew, of each shape
  const { rows } = await compare({ registry, dataset: tinyDataset, backend, jobs, wasmPaths, ...settings, set });
  return rows.flatMap(({ runs: [{ history, testLoss }] }) => [...history.loss, ...history.val_loss, testLoss]);
}

const done = new Map<string, Promise<Trained>>();

/** Each variant is trained once on each backend: the sentences look at the same numbers. */
function trained(variant: string, backend: string): Promise<Trained> {
  const key = `${variant} on ${backend}`;
  const known = done.get(key) ?? trainVariant(variant, backend, SEED);
  done.set(key, known);
  return known;
}

/** Cross-entropy and accuracy on the test images, in doubles. */
function measure(probabilities: Float32Array): { loss: number; accuracy: number } {
  const { labels, count } = tinyDataset.test;
  let [loss, right] = [0, 0];
  for (const [i, label] of labels.entries()) {
    const row = probabilities.subarray(i * tinyDataset.classes, (i + 1) * tinyDataset.classes);
    loss -= Math.log(row[label]) / count;
    if (row.indexOf(Math.max(...row)) === label) right++;
  }
  return { loss, accuracy: right / count };
}

/**
 * A bias before batch normalization has no influence, so its gradient is rounding alone, and Adam makes a whole step of it, up or down.
 * Training does not notice, but the moving means, which answer, have followed by a hundredth.
 */
function answerTolerance(variant: string): number {
  const { batchNormalization, optimizer } = recipeOf(variant);
  if (!batchNormalization || optimizer.name === 'sgd') return TOLERANCE;
  return STEPS * optimizer.learningRate;
}
