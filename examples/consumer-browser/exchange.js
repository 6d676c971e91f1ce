// A page that writes a network as ONNX and safetensors, and reads the first again.
import { readModel, writeModel } from '@mlp-lab/exchange';
import { joinTensorFlow } from '@mlp-lab/models';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { x } from './data.js';
import { build } from './model.js';

export async function run() {
  const tf = joinTensorFlow(core, layers);
  const model = build(1);
  const { 'model.onnx': onnx } = await writeModel(model, { format: 'onnx' });
  const { 'model.safetensors': safetensors } = await writeModel(model, { format: 'safetensors' });
  const again = await readModel(onnx, { tf });
  const rows = tf.tensor2d(x.data, x.shape, 'float32');
  const [before, after] = [model, again].map((one) => [...one.predict(rows).dataSync()]);
  return [onnx.length, safetensors.length, before.every((value, i) => Math.abs(value - after[i]) < 1e-6)];
}
