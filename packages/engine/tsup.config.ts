import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type MinifyOptions, minify } from 'terser';
import { defineConfig, type Options } from 'tsup';
import { build } from '../../tsup.base';

/**
 * Minified so that an app's own minifier, run over it once more, gives the fewest bytes: this package is sent to browsers, and its code
 * generator is most of it. `unsafe` takes it that nobody redefines Array, String or Number.
 */
const TERSER: MinifyOptions = {
  module: true,
  ecma: 2020,
  compress: {
    passes: 3,
    sequences: false,
    inline: 0,
    reduce_funcs: false,
    pure_getters: true,
    unsafe: true,
    unsafe_arrows: true,
  },
};

/** The source map, through which whoever debugs an app reads the sources, leads from the minified code to them: tsup's own does not. */
async function minifyFile(file: string): Promise<void> {
  const { code, map } = await minify(readFileSync(file, 'utf8'), {
    ...TERSER,
    sourceMap: { content: readFileSync(`${file}.map`, 'utf8'), filename: basename(file), url: `${basename(file)}.map` },
  });
  writeFileSync(file, code!);
  writeFileSync(`${file}.map`, String(map));
}

const options: Options = {
  ...(build('src/index.ts') as Options),
  treeshake: true, // merges the imports of all modules
  sourcemap: true,
  onSuccess: () => minifyFile('dist/index.js'),
};

/** The script of training threads is one file that imports nothing: any server can serve it, any bundler can copy it. */
const worker: Options = {
  ...options,
  entry: ['src/worker.ts'],
  onSuccess: () => minifyFile('dist/worker.js'),
  splitting: false,
  clean: false,
  skipNodeModulesBundle: false,
  noExternal: [/^@mlp-lab\//],
  esbuildOptions(esbuild) {
    esbuild.alias = { '@mlp-lab/core': '../core/src/index.ts' }; // from its modules, of which most are left out
  },
};

export default defineConfig([{ ...options, clean: ['!worker.*'] }, worker]);
