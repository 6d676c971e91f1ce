// Every package by import, in Node.
import assert from 'node:assert/strict';
import { limitDataset, loadMnist } from '@mlp-lab/data-mnist';
import { explain, fit } from '@mlp-lab/engine';
import { VotingClassifier } from '@mlp-lab/ensemble';
import { LayersClassifier } from '@mlp-lab/ensemble/layers';
import { readModel, writeModel } from '@mlp-lab/exchange';
import { compare } from '@mlp-lab/experiment';
import { createRegistry, joinTensorFlow, notebook } from '@mlp-lab/models';
import { resultsTable } from '@mlp-lab/report';
import { learningCurves, renderSvg } from '@mlp-lab/viz';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

const tf = joinTensorFlow(core, layers);
const mnist = await loadMnist();
assert.equal(mnist.train.count, 60_000);
const dataset = limitDataset(mnist, 500);
const registry = createRegistry([notebook()]);

const build = ({ seed = 1 } = {}) => registry.build('relu', { tf, seed, inputSize: 784, classes: 10 });
const x = { data: dataset.train.images, shape: [500, 784] };
const labels = [...dataset.train.labels];
const y = {
  data: Float32Array.from({ length: 5000 }, (_, i) => Number(labels[Math.floor(i / 10)] === i % 10)),
  shape: [500, 10],
};
const model = build();
assert.equal(explain(model).compiled, true);
const { history } = await fit(model, x, y, { epochs: 2, seed: 1 });
assert.ok(history.loss[1] < history.loss[0]);

const report = await compare({ registry, dataset, variants: ['relu', 'adam'], epochs: 1, jobs: 2 });
assert.equal(resultsTable(report).rows.length, 2);

const member = new LayersClassifier({ build, epochs: 1, seed: 1 });
const clf = await new VotingClassifier([
  ['a', member],
  ['b', member],
]).fit(x, labels);
assert.equal((await clf.predict(x)).length, 500);

const { 'model.onnx': onnx } = await writeModel(model, { format: 'onnx' });
assert.equal((await readModel(onnx, { tf })).outputs[0].shape[1], 10);
assert.match(renderSvg(learningCurves([{ name: 'ReLU', histories: [history] }])), /^<svg/);
process.exit(0);
