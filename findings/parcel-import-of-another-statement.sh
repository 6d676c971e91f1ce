#!/usr/bin/env bash
# Parcel turns what esbuild writes for a bundled import() into an import of an undefined variable.
#
# Expected: `Promise.resolve().then(() => (start(), things))` stays as it is: it imports nothing. esbuild writes import() of a module that it
#   has bundled in this form, so scripts of workers that packages ship as one file contain it.
# Seen 2026-11-29 (Parcel 2.16.4, esbuild 0.28.2, Linux x86-64): once the file has an `import(t)` of a variable, Parcel inserts that import
#   into each such expression after it, also in functions that have no `t`: the import rejects with "t is not defined". Without the
#   `import(t)` before it, the same function stays whole.
# In mlp-lab: the script of training threads, which loads TensorFlow.js's backends when they are asked for, is written in another form.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder parcel@2.16.4 esbuild@0.28.2
echo "export const value = 7;" > things.js
cat > plain.js <<'JS'
export const ready = async () => (await import('./things.js')).value;
JS
cat > after.js <<'JS'
export const load = (t) => import(t);
export const ready = async () => (await import('./things.js')).value;
JS
try() {
  node_modules/.bin/esbuild "$1.js" --bundle --format=esm --outfile="bundled/$1.js" --log-level=error
  grep -q 'Promise.resolve().then(() =>' "bundled/$1.js"
  echo "{ \"name\": \"$1\", \"version\": \"1.0.0\", \"source\": \"$1.js\", \"main\": \"out.cjs\" }" > bundled/package.json
  (cd bundled && rm -rf .parcel-cache out.cjs && ../node_modules/.bin/parcel build --log-level=error --no-cache >&2)
  node -e "require('./bundled/out.cjs').ready().then(console.log, (error) => console.log(error.message))"
}
plain=$(try plain)
after=$(try after)
echo "The imported value, bundled by esbuild, then by Parcel: expected 7, received $plain"
echo "The same, after a function that imports a variable: expected 7, received $after"
[ "$plain" = 7 ] && [ "$after" = 't is not defined' ]
