// Writes the type declarations of the package in the current folder: dist/*.d.ts for the entries that its `exports` name, and for the
// modules whose types these use.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { tsc } from './tsc.mjs';

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.values(exports).flatMap((target) => target.types ?? []);
const config = resolve('node_modules/.tsconfig.declarations.json');
writeFileSync(
  config,
  JSON.stringify({
    extends: resolve('../../tsconfig.base.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: resolve('src'),
      outDir: resolve('dist'),
    },
    files: entries.map((file) => resolve(file.replace('./dist/', 'src/').replace(/\.d\.ts$/, '.ts'))),
    include: [resolve('src/**/*.d.ts')], // what packages without types of their own export
  }),
);
if (!tsc('-p', config)) process.exit(1);

// Node's resolution, which the users' `moduleResolution: "nodenext"` follows, wants the ending of a file that is named.
const reached = new Set(entries.map((file) => join(file)));
for (const file of reached) {
  const named = readFileSync(file, 'utf8').replace(
    /((?:\bfrom|\bimport) ?\(?["'])(\.{1,2}\/[^"']+)(?=["'])/g,
    (_, before, path) => {
      const module = path.replace(/\.js$/, '');
      reached.add(join(dirname(file), `${module}.d.ts`));
      return `${before}${module}.js`;
    },
  );
  writeFileSync(file, named);
}

// The modules that no entry's types use stay private.
for (const name of readdirSync('dist', { recursive: true })) {
  const file = join('dist', name);
  if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
}
