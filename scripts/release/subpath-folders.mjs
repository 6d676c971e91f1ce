// Packs a folder for each subpath of a package (`@mlp-lab/core/tensorflow` → tensorflow/package.json), for tools that do not read
// `exports`: Parcel in its default settings, and TypeScript's resolution of 2015.
//   node ../../scripts/release/subpath-folders.mjs make|remove       (prepack, postpack)
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';

const { exports, files } = JSON.parse(readFileSync('package.json', 'utf8'));

for (const [subpath, { types, default: main } = {}] of Object.entries(exports)) {
  if (subpath === '.' || types === undefined) continue;
  const folder = subpath.slice(2);
  if (!files.includes(folder))
    throw new Error(`package.json: expected ${folder} in files, which is packed for ${subpath}`);
  if (process.argv[2] === 'remove') {
    rmSync(folder, { recursive: true, force: true });
    continue;
  }
  const from = (file) => posix.join(...folder.split('/').map(() => '..'), file);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/package.json`,
    `${JSON.stringify({ type: 'module', sideEffects: false, main: from(main), types: from(types) }, null, 2)}\n`,
  );
}
