import * as exchange from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterAll, describe } from 'vitest';
import { testOddArguments } from '../../../testing/odd-arguments';
import { exampleModel } from './example-models';

const tf = joinTensorFlow(core, layers);
await tf.setBackend('cpu');
const model = exampleModel(tf, 'activations inside dense layers');
const recipe = { hidden: [5], activation: 'tanh', batchNormalization: false };
const [onnx] = Object.values(await exchange.writeModel(model, { format: 'onnx' }));
const [keras] = Object.values(await exchange.writeModel(model, { format: 'keras' }));
const topology = model.toJSON(undefined, false) as object;
afterAll(() => void model.dispose());

describe('arguments that are off', () => {
  testOddArguments(exchange, {
    eventFile: () => [
      [{ step: 1, time: 2, scalars: { loss: 1 }, hparams: { settings: { rate: 0.1 }, metrics: ['loss'] } }],
    ],
    readModel: () => [onnx, { tf, recipe }],
    readOptimizer: () => [keras],
    registerLayers: () => [tf],
    rowOutput: () => [model],
    scalesPixels: () => [model],
    trainableCopy: () => [model],
    withInputLayer: () => [topology],
    writeModel: () => [model, { format: 'keras-py', scale: 'unit', recipe }],
  });
});
