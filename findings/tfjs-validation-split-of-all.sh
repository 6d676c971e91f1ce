#!/usr/bin/env bash
# A validationSplit of 0.9 of ten rows leaves nothing to train on, and TensorFlow.js says nothing.
#
# Expected: 10 * (1 - 0.9) is one row to train on; or, since that product is 0.9999999999999998 in doubles and both Keras and TensorFlow.js
#   round it down to 0, an error, as Keras raises.
# Seen 2026-11-28 (TensorFlow.js 4.22.0, cpu backend, Node 20.20, Linux x86-64): `fit` resolves after "two epochs" with an empty history; no
#   weight has changed, nothing is printed.
# In mlp-lab: `fit` refuses before training, naming validationSplit.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat > try.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { layers, sequential } from '@tensorflow/tfjs-layers';

const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const [before] = model.getWeights()[0].dataSync();
const { history } = await model.fit(tf.ones([10, 1]), tf.ones([10, 1]), { validationSplit: 0.9, epochs: 2, verbose: 0 });
const [after] = model.getWeights()[0].dataSync();
console.log(`history: ${JSON.stringify(history)}; weight before ${before}, after ${after}`);
process.exitCode = Object.keys(history).length === 0 && before === after ? 0 : 1;
JS
node try.mjs
