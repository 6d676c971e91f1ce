// Writes the fields of each package that come from the repository's address:
//   npm run addresses            after a change of `repository` in package.json
//   … -- --check                 only fails where a package has others: part of `pnpm lint`
import { readdirSync, writeFileSync } from 'node:fs';
import { address, readJson, root, url } from './address.mjs';

const fieldsOf = (name) => ({
  homepage: `${address}/tree/HEAD/packages/${name}#readme`,
  repository: { type: 'git', url, directory: `packages/${name}` },
  bugs: { url: `${address}/issues` },
});

const others = readdirSync(`${root}/packages`).filter((name) => {
  const path = `packages/${name}/package.json`;
  const { name: full, version, description, keywords = [], ...rest } = readJson(path);
  for (const field of ['homepage', 'repository', 'bugs']) delete rest[field];
  const wanted = { name: full, version, description, keywords, ...fieldsOf(name), ...rest };
  if (JSON.stringify(wanted) === JSON.stringify(readJson(path)) && keywords.length > 0) return false;
  if (!process.argv.includes('--check')) writeFileSync(`${root}/${path}`, `${JSON.stringify(wanted, null, 2)}\n`);
  return true;
});
if (process.argv.includes('--check') && others.length > 0) {
  console.error(
    `package.json of ${others.join(', ')}: expected keywords, and the addresses of the root: npm run addresses`,
  );
  process.exitCode = 1;
}
