#!/usr/bin/env bash
# Bun's bundler leaves TensorFlow.js's backend out, although the package lists the module that registers it under `sideEffects`.
#
# Expected: `import '@tensorflow/tfjs-backend-cpu'` alone registers the backend, as in other bundlers: its package.json has
#   `module: dist/index.js`, which is in the list of modules with side effects.
# Seen 2026-11-29 (Bun 1.4.5, TensorFlow.js 4.22.0, Linux x86-64): no backend, and no error or warning. The list seems to be compared with
#   the file that `main` names (a CommonJS file, not in the list) while the one that `module` names is bundled: a package of one module
#   loses its side effect as soon as `main` names another file. With --ignore-dce-annotations all of it is there, as it is with
#   `await import('@tensorflow/tfjs-backend-cpu')`.
# In mlp-lab: backends are loaded by import(); the documentation of bundlers names that form, and the check of consumers bundles with it.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder @oven/bun-linux-x64@1.4.5 @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
bun=node_modules/@oven/bun-linux-x64/bin/bun
cat > app.mjs <<'JS'
import '@tensorflow/tfjs-backend-cpu';
import { getBackend } from '@tensorflow/tfjs-core';
console.log(getBackend());
JS
mkdir -p node_modules/one-module
echo "globalThis.effect = 'there';" > node_modules/one-module/index.js
echo 'module.exports = {};' > node_modules/one-module/other.cjs
echo "import 'one-module'; console.log(globalThis.effect);" > effect.mjs
package() { echo "{ \"name\": \"one-module\", \"version\": \"1.0.0\", \"module\": \"index.js\", \"main\": \"$1\", \"sideEffects\": [\"./index.js\"] }" > node_modules/one-module/package.json; }
bundle() { "$bun" build "$@" --target=browser --outfile=out.mjs >/dev/null; }
registrations() { grep -c 'registerBackend("cpu"' out.mjs || true; }

bundle app.mjs && backends=$(registrations)
bundle app.mjs --ignore-dce-annotations && all=$(registrations)
sed -i "s/^import '@tensorflow.*/await import('@tensorflow\/tfjs-backend-cpu');/" app.mjs
bundle app.mjs && dynamic=$(registrations)
package index.js && bundle effect.mjs && same=$(node out.mjs)
package other.cjs && bundle effect.mjs && different=$(node out.mjs)
echo "Registrations of the backend in the bundle: expected 1, received $backends; with --ignore-dce-annotations $all; by import() $dynamic"
echo "The effect of a package of one module: $same where main is that module, $different where main is another file"
[ "$backends" = 0 ] && [ "$all" = 1 ] && [ "$dynamic" = 1 ] && [ "$same" = there ] && [ "$different" = undefined ]
