// The types of every package and subpath, in a strict program.
import { defineConfig } from '@mlp-lab/cli/config';
import { createRandom, type Dataset, MlpLabError } from '@mlp-lab/core';
import { loadMnist, toTrainingTensors } from '@mlp-lab/data-mnist';
import { explain, fit } from '@mlp-lab/engine';
import { classifierOf, VotingClassifier } from '@mlp-lab/ensemble';
import { LayersClassifier } from '@mlp-lab/ensemble/layers';
import { readModel, writeModel } from '@mlp-lab/exchange';
import { compare } from '@mlp-lab/experiment';
import { listBackends } from '@mlp-lab/experiment/backends';
import { createRegistry, definePlugin, joinTensorFlow, notebook } from '@mlp-lab/models';
import { testPlugin } from '@mlp-lab/models/testing';
import { resultsTable } from '@mlp-lab/report';
import { openRun } from '@mlp-lab/report/node';
import { learningCurves, renderSvg } from '@mlp-lab/viz';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

export default defineConfig({ epochs: 5 });

const tf = joinTensorFlow(core, layers);
const plugin = definePlugin({ meta: { name: 'mlp-lab-plugin-mine', version: '1.0.0', namespace: 'mine' } });
const registry = createRegistry([notebook(), plugin]);
const dataset: Dataset = await loadMnist();
const { train } = toTrainingTensors(dataset);
const model = registry.build('relu', { tf, seed: 1, inputSize: 784, classes: 10 });
const { history } = await fit(model, train.x, train.y, { epochs: 1, seed: 1 });
const losses: readonly number[] | undefined = history.loss;
const compiled: boolean = explain(model).compiled;

const member = classifierOf((x: number[][], y: number[]) => ({
  predict: (rows: number[][]) => rows.map((_, i) => y[i] ?? x.length),
}));
const clf = await new VotingClassifier([['a', member]]).fit([[1], [2]], ['cat', 'dog']);
const answers: string[] = await clf.predict([[1]]);

const report = await compare({ registry, dataset, variants: ['relu'], epochs: 1 }).catch((error: unknown) => {
  if (error instanceof MlpLabError) console.error(error.code);
  throw error;
});
const { columns } = resultsTable(report);
const files: Record<string, Uint8Array> = await writeModel(model, { format: 'onnx' });
console.log(losses, compiled, answers, columns.length, Object.keys(files), createRandom(1));
console.log(LayersClassifier, readModel, listBackends, testPlugin, openRun, renderSvg(learningCurves([])));
