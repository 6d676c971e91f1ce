#!/usr/bin/env bash
# h5wasm reports a data set that could not be created on the console alone: the call returns, and the file lacks it.
#
# Expected: `create_dataset` throws where HDF5 refuses, as `h5py` does; or it makes the groups on the way, as h5py does as well.
# Seen 2026-11-28 (h5wasm 0.10.3 with HDF5 2.0.0, Node 20.20, Linux x86-64): in a new file, `create_dataset({ name: 'a/b', … })` prints
#   HDF5-DIAG lines on stderr and returns; so does `create_group('a/b')`; `close` succeeds, and the file has no keys.
# In mlp-lab: exports create every group on the way, one level at a time, and the tests read each file again.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder h5wasm@0.10.3
cat > try.mjs <<'JS'
import h5wasm from 'h5wasm';

await h5wasm.ready;
const file = new h5wasm.File('try.h5', 'w');
let thrown = 'nothing';
try {
  file.create_group('layers/dense');
  file.create_dataset({ name: 'layers/dense/kernel', data: Float32Array.of(1, 2), shape: [2], dtype: '<f4' });
} catch (error) {
  thrown = error.message;
}
file.close();
const keys = new h5wasm.File('try.h5', 'r').keys();
console.log(`expected: an error, or the key layers. thrown: ${thrown}; keys: [${keys}]`);
process.exitCode = thrown === 'nothing' && keys.length === 0 ? 0 : 1;
JS
node try.mjs 2>/dev/null
