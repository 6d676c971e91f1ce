#!/usr/bin/env bash
# Builds the native part of @tensorflow/tfjs-node, and tries it, where its own installer has nothing to download or must not run:
# compiles it against the TensorFlow library inside TensorFlow's Python wheel. Linux; needs pip, make and a C++ compiler, and
# keeps 900 MB in ~/.cache/mlp-lab, which the build links to. What is missing is said in one line; the exit code is then 1.
set -euo pipefail
cd "$(dirname "$0")/.."

TENSORFLOW=2.21.0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mlp-lab/tensorflow-$TENSORFLOW

give_up() {
  echo "tfjs-node can't be built: $1" >&2
  exit 1
}

[ "$(uname -s)" = Linux ] || give_up "expected Linux, received $(uname -s); try: npm rebuild @tensorflow/tfjs-node"
for tool in python3 make c++; do
  command -v "$tool" >/dev/null || give_up "expected $tool on PATH; install it (Debian: apt-get install python3-pip make g++)"
done
package=$(realpath -q packages/experiment/node_modules/@tensorflow/tfjs-node) ||
  give_up 'expected it under packages/experiment/node_modules; run: node scripts/pnpm.mjs install'

# The binding does not mind which Node it was compiled for, but TensorFlow.js calls what Node 23 has no more.
try() {
  node -e "
    const util = require('node:util');
    util.isNullOrUndefined = (value) => value == null;
    const tf = require('$package');
    const [sum] = tf.matMul([[1, 2]], [[3], [4]]).dataSync();
    if (sum !== 11) throw new Error('1·3 + 2·4: expected 11, received ' + sum);
    console.log('tfjs-node works: Node', process.versions.node + ', TensorFlow', tf.backend().binding.TF_Version);
  "
}
if try 2>/dev/null; then exit 0; fi

# The library and its C headers, out of the wheel. The mark is made last: a half of them does not count.
if [ ! -e "$cache/complete" ]; then
  mkdir -p "$cache"
  wheels=$(mktemp -d)
  trap 'rm -rf "$wheels"' EXIT
  python3 -m pip download --quiet --retries 1 --no-deps --only-binary :all: --dest "$wheels" "tensorflow_cpu==$TENSORFLOW" \
    >"$wheels/log" 2>&1 || give_up "pip has no tensorflow_cpu $TENSORFLOW for this Python and system: $(tail -n 1 "$wheels/log")"
  python3 - "$wheels"/*.whl "$cache" <<'PYTHON'
import sys
import zipfile

wheel, folder = sys.argv[1:]
wanted = (
    "tensorflow/libtensorflow_cc.so.2",
    "tensorflow/libtensorflow_framework.so.2",
    "tensorflow/include/tensorflow/c/",
    "tensorflow/include/tensorflow/core/platform/",
    "tensorflow/include/tsl/",
    "tensorflow/include/xla/tsl/",
)
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(folder, [name for name in archive.namelist() if name.startswith(wanted)])
PYTHON
  touch "$cache/complete"
fi

# deps/ as tfjs-node's own download would leave it. The C API is in the wheel's C++ library, which is linked under its own name.
mkdir -p "$package/deps/lib"
ln -sfn "$cache/tensorflow/include" "$package/deps/include"
for library in libtensorflow_cc libtensorflow_framework; do
  ln -sfn "$cache/tensorflow/$library.so.2" "$package/deps/lib/$library.so.2"
done
ln -sfn libtensorflow_cc.so.2 "$package/deps/lib/libtensorflow.so"
ln -sfn libtensorflow_framework.so.2 "$package/deps/lib/libtensorflow_framework.so"

# npm's node-gyp, and the headers that come with this Node where they do.
modules=$(dirname "$(realpath "$(command -v npm)")")/..
export npm_config_node_gyp="$modules/node_modules/node-gyp/bin/node-gyp.js"
headers=$(dirname "$(realpath "$(command -v node)")")/..
if [ -e "$headers/include/node/node_api.h" ]; then export npm_config_nodedir="$headers"; fi
log=$package/build.log
(cd "$package" && node_modules/.bin/node-pre-gyp install --build-from-source) >"$log" 2>&1 ||
  give_up "$(grep -m 1 -E 'error|ERR!' "$log" || tail -n 1 "$log") (all of it: $log)"
try
