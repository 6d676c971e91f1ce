import { defineConfig, type Options } from 'tsup';
import { build } from '../../tsup.base';

/**
 * Minified so that an app's own minifier, run over it once more, gives the fewest bytes: this package is sent to browsers, and its code
 * generator is most of it. `treeshake` merges the imports of all modules; `unsafe` takes it that nobody redefines Array, String or Number.
 */
const options: Options = {
  ...(build('src/index.ts') as Options),
  treeshake: true,
  minify: 'terser',
  terserOptions: {
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
  },
};

/** The script of training threads is one file that imports nothing: any server can serve it, any bundler can copy it. */
const worker: Options = {
  ...options,
  entry: ['src/worker.ts'],
  splitting: false,
  clean: false,
  skipNodeModulesBundle: false,
  noExternal: [/^@mlp-lab\//],
  esbuildOptions(esbuild) {
    esbuild.alias = { '@mlp-lab/core': '../core/src/index.ts' }; // from its modules, of which most are left out
  },
};

export default defineConfig([{ ...options, clean: ['!worker.*'] }, worker]);
