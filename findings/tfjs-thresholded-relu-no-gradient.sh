#!/usr/bin/env bash
# Two layers of TensorFlow.js can predict but not train: ThresholdedReLU, and BatchNormalization without scale.
#
# Expected: a layer that the layers API offers trains. ThresholdedReLU's derivative is 1 above theta and 0 below; batch normalization
#   without scale is the one with a scale of 1 (usual in front of a ReLU).
# Seen 2026-11-28 (TensorFlow.js 4.22.0, cpu backend, Node 20.20, Linux x86-64): both models predict; `fit` of the first fails since the
#   comparison that it multiplies by has no gradient, `fit` of the second with a TypeError.
# In mlp-lab: the engine compiles both by their own rules.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat > try.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { layers, sequential } from '@tensorflow/tfjs-layers';

const tried = [layers.thresholdedReLU({ theta: 1 }), layers.batchNormalization({ scale: false })];
let failures = 0;
for (const layer of tried) {
  const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [2] }), layer] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const x = tf.tensor2d([[1, 2], [3, 4]]);
  const predicted = model.predict(x).shape;
  await model.fit(x, x, { verbose: 0 }).then(
    () => console.log(`${layer.getClassName()}: predicts [${predicted}], trains`),
    (error) => {
      failures++;
      console.log(`${layer.getClassName()}: predicts [${predicted}], does not train: ${error.message}`);
    },
  );
}
process.exitCode = failures === tried.length ? 0 : 1;
JS
node try.mjs
