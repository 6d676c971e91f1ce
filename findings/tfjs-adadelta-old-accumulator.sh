#!/usr/bin/env bash
# TensorFlow.js's Adadelta divides by the accumulated gradients of the step before.
#
# Expected: Zeiler's rule (2012), which Keras and PyTorch follow: add the new squared gradient to its accumulator, then divide by the
#   root of that accumulator. With rho 0.95, epsilon 1e-7 and gradient 1, the first step is sqrt(1e-7) / sqrt(0.05) = 0.0014.
# Seen 2026-11-28 (TensorFlow.js 4.22.0, cpu backend, Node 20.20, Linux x86-64): the root of the old accumulator is used, which is
#   still 0, so the first step is exactly 1, about 700 times too long, and the following ones are as long.
# In mlp-lab: the optimizer `adadelta` of @mlp-lab/models follows Keras; `tf.train.adadelta` gives TensorFlow.js's numbers, as the README says.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat > try.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

const weight = tf.variable(tf.tensor1d([0]));
const optimizer = tf.train.adadelta(1, 0.95, 1e-7);
const seen = [];
let [expected, squares, updates] = [0, 0, 0];
for (let step = 1; step <= 3; step++) {
  optimizer.applyGradients({ [weight.name]: tf.tensor1d([1]) });
  seen.push(weight.dataSync()[0]);
  squares = 0.95 * squares + 0.05;
  const change = Math.sqrt(updates + 1e-7) / Math.sqrt(squares + 1e-7);
  updates = 0.95 * updates + 0.05 * change ** 2;
  expected -= change;
  console.log(`step ${step}: expected ${expected.toFixed(4)}, TensorFlow.js ${seen.at(-1).toFixed(4)}`);
}
process.exitCode = seen.every((value, i) => Math.abs(value + i + 1) < 1e-6) ? 0 : 1;
JS
node try.mjs
