#!/usr/bin/env bash
# TensorFlow.js's centered RMSProp turns a weight whose gradient is 0 into NaN.
#
# Expected: epsilon keeps the root away from 0, as in Keras: gradient / sqrt(mean of squares - squared mean + epsilon). A weight
#   whose gradient is 0 (a dead ReLU, a pixel that is black in every image) does not change.
# Seen 2026-11-28 (TensorFlow.js 4.22.0, cpu backend, Node 20.20, Linux x86-64): epsilon is subtracted along with the squared mean,
#   so that the root is that of a negative number: the weight is NaN after one step. Other weights stay numbers.
# In mlp-lab: the engine adds epsilon, as Keras does.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat > try.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

const weights = tf.variable(tf.tensor1d([1, 1]));
const centered = true;
tf.train.rmsprop(0.01, 0.9, 0, 1e-7, centered).applyGradients({ [weights.name]: tf.tensor1d([0, 0.5]) });
const [still, moved] = weights.dataSync();
console.log(`gradient 0: expected 1, TensorFlow.js ${still}`);
console.log(`gradient 0.5: TensorFlow.js ${moved}`);
process.exitCode = Number.isNaN(still) && moved < 1 ? 0 : 1;
JS
node try.mjs
