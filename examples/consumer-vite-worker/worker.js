// Loads MNIST from the page's server and trains one epoch on 6,000 images.
import { limitDataset, loadMnist, toTrainingTensors } from '@mlp-lab/data-mnist';
import { fit } from '@mlp-lab/engine';
import { createRegistry, joinTensorFlow, notebook } from '@mlp-lab/models';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

async function run() {
  const mnist = await loadMnist({ source: new URL('/mnist/', location.href), checksums: true });
  const { train } = toTrainingTensors(limitDataset(mnist, 6000));
  const tf = joinTensorFlow(core, layers);
  const model = createRegistry([notebook()]).build('relu', { tf, seed: 1, inputSize: 784, classes: 10 });
  const { history } = await fit(model, train.x, train.y, { epochs: 1, seed: 1 });
  return history.loss;
}

run().then(
  (value) => postMessage({ value: JSON.stringify(value) }),
  (error) => postMessage({ error: String(error?.stack ?? error) }),
);
