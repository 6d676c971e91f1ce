// Fails where a package is not as its users need it: publint (files and fields), attw (types, for every way to import), and how many
// bytes an app loads. Part of `pnpm check`; build first.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { checkPackage, Package } from '@arethetypeswrong/core';
import { problemKindInfo } from '@arethetypeswrong/core/problems';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = readdirSync(join(root, 'packages'));

/**
 * The most kilobytes, minified and gzipped, that an app gets of all that an entry exports, without TensorFlow.js and what is loaded later.
 * Raise one only for features that are worth it.
 */
const BUDGETS = {
  core: 14.5,
  'data-mnist': 25,
  engine: 57,
  ensemble: 16,
  'ensemble/layers': 62,
  exchange: 23,
  experiment: 121.2,
  models: 19.5,
  report: 116,
  viz: 44,
};

const problems = [];
for (const name of packages) {
  const folder = join(root, 'packages', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { messages } = await publint({ pkgDir: folder, pack: false, level: 'warning' });
  for (const message of messages) problems.push(`${name}: ${formatMessage(message, manifest, { color: false })}`);
  problems.push(...(await typeProblems(name, folder, manifest)));
}
for (const [entry, most] of Object.entries(BUDGETS)) {
  const size = (await bytesOf(entry)) / 1000;
  if (process.argv.includes('--sizes')) console.log(`${entry}: ${size.toFixed(1)} kB`);
  if (size > most) problems.push(`${entry}: expected at most ${most} kB in an app, received ${size.toFixed(1)}`);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** The packages are ES modules: `require` of Node 20.19 and later takes them, its resolution of 2015 (node10) finds no subpaths. */
async function typeProblems(name, folder, { name: full, version, exports }) {
  if (!Object.values(exports).some((target) => target.types)) return [];
  const files = Object.fromEntries(
    ['package.json', ...filesIn(join(folder, 'dist')).map((file) => relative(folder, file))]
      .filter((file) => /\.(d\.ts|js|json)$/.test(file))
      .map((file) => [`/node_modules/${full}/${file}`, readFileSync(join(folder, file), 'utf8')]),
  );
  const excludeEntrypoints = Object.keys(exports).filter((entry) => !exports[entry].types);
  const result = await checkPackage(new Package(files, full, version), { excludeEntrypoints });
  return (result.problems ?? [])
    .filter(({ kind, resolutionKind }) => kind !== 'CJSResolvesToESM' && resolutionKind !== 'node10')
    .map(({ kind, entrypoint = '', resolutionKind = '' }) =>
      [`${name}: types:`, problemKindInfo[kind].title, entrypoint, resolutionKind].join(' '),
    );
}

function filesIn(folder) {
  const files = readdirSync(folder, { recursive: true }).map((file) => join(folder, file));
  return files.filter((file) => statSync(file).isFile());
}

async function bytesOf(entry) {
  const [name, subpath] = entry.split('/');
  const folder = join(root, 'packages', name);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { browser, default: file } = exports[subpath ? `./${subpath}` : '.'];
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from '${browser ?? file}';`, resolveDir: folder },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    outdir: 'out',
    logLevel: 'error',
    external: ['@tensorflow/*', 'node:*'],
    metafile: true,
  });
  const loaded = new Set(['out/stdin.js']);
  for (const path of loaded)
    for (const { path: imported, kind, external } of metafile.outputs[path].imports)
      if (kind === 'import-statement' && !external) loaded.add(imported);
  const texts = [...loaded].map((path) => outputFiles.find((file) => file.path.endsWith(path)).text);
  const named = texts.map((text) => text.replace(/chunk-[A-Z0-9]{8}/g, 'chunk')); // their names, and so their order, are chance
  return gzipSync(named.sort().join(''), { level: 9 }).length;
}
