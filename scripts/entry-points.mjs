// The modules that the packages publish, from the `exports` in their package.json:
// { name: '@mlp-lab/models/testing', file: 'packages/models/src/testing.ts' }
import { readdirSync, readFileSync } from 'node:fs';

export const entryPoints = readdirSync('packages').flatMap((folder) => {
  const { name, exports = {} } = JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8'));
  return Object.entries(exports)
    .filter(([, target]) => target.types)
    .map(([subpath, { types }]) => ({
      name: name + subpath.slice(1),
      file: `packages/${folder}/${types.replace('./dist/', 'src/').replace(/\.d\.ts$/, '.ts')}`,
    }));
});
