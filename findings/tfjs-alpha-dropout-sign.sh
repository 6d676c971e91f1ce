#!/usr/bin/env bash
# TensorFlow.js's AlphaDropout drops units to +1.758 instead of -1.758, so that it shifts the mean.
#
# Expected: dropped units take SELU's negative saturation, -1.7581 (Klambauer et al., 2017, and Keras), and the result is scaled and
#   shifted so that inputs of mean 0 and variance 1 keep both.
# Seen 2026-11-28 (TensorFlow.js 4.22.0, cpu backend, Node 20.20, Linux x86-64): the mean of 200,000 standard normal numbers is 1.56
#   after a dropout of rate 0.5. The layer's very purpose, self-normalization, is lost.
# In mlp-lab: the engine drops to the negative saturation, compiled or not.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat > try.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { layers } from '@tensorflow/tfjs-layers';

const inputs = tf.randomNormal([1, 200_000], 0, 1, 'float32', 1);
const { mean, variance } = tf.moments(layers.alphaDropout({ rate: 0.5 }).apply(inputs, { training: true }));
const [shift] = mean.dataSync();
console.log(`mean: expected 0.00, TensorFlow.js ${shift.toFixed(2)}`);
console.log(`variance: expected 1.00, TensorFlow.js ${variance.dataSync()[0].toFixed(2)}`);
process.exitCode = Math.abs(shift - 1.56) < 0.02 ? 0 : 1;
JS
node try.mjs
