#!/usr/bin/env bash
# A seeded Dropout of TensorFlow.js draws the same mask at every step.
#
# Expected: as in Keras, a seed makes the SEQUENCE of masks reproducible; each step draws another one.
# Seen 2026-11-28 (TensorFlow.js 4.22.0, cpu backend, Node 20.20, Linux x86-64): every call draws the first mask again, so that the same
#   units are dropped throughout training: a smaller network without the regularization of dropout.
# In mlp-lab: a mask depends on seed, layer and step, compiled or not.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat > try.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { layers } from '@tensorflow/tfjs-layers';

const dropout = layers.dropout({ rate: 0.5, seed: 7 });
const masks = [1, 2, 3].map((step) => {
  const mask = dropout.apply(tf.ones([1, 32]), { training: true }).dataSync().map(Math.sign).join('');
  console.log(`step ${step}: ${mask}`);
  return mask;
});
console.log(`different masks: expected 3, TensorFlow.js ${new Set(masks).size}`);
process.exitCode = new Set(masks).size === 1 ? 0 : 1;
JS
node try.mjs
