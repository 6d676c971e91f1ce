// TensorFlow.js as the models package takes it: core and layers in one object. `import * as tf from '@tensorflow/tfjs'` is the same.
import '@tensorflow/tfjs-backend-cpu';
import { joinTensorFlow } from '@mlp-lab/models';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

core.enableProdMode();
export const tf = joinTensorFlow(core, layers);
