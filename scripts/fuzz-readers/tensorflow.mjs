// One copy of TensorFlow.js for all readers, on the backend that starts fastest.
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

const { joinTensorFlow } = await import(new URL('../../packages/core/dist/tensorflow.js', import.meta.url).href);
await core.setBackend('cpu');

export const tf = joinTensorFlow(core, layers);
