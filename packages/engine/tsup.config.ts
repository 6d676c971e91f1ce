import { defineConfig, type Options } from 'tsup';
import { build } from '../../tsup.base';

/**
 * Minified as far as it goes: this package is sent to browsers, and its code generator is most of it. `treeshake` merges the imports of
 * all modules; `unsafe` takes it that nobody redefines Array, String or Number.
 */
const options: Options = {
  ...(build('src/index.ts') as Options),
  treeshake: true,
  esbuildOptions(esbuild) {
    esbuild.minifyIdentifiers = true;
  },
  minify: 'terser',
  terserOptions: {
    module: true,
    ecma: 2020,
    compress: {
      passes: 3,
      sequences: false,
      inline: 2,
      lhs_constants: false,
      hoist_props: false,
      pure_getters: true,
      unsafe_arrows: true,
      unsafe: true,
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
  esbuildOptions(esbuild, context) {
    options.esbuildOptions?.(esbuild, context);
    esbuild.alias = { '@mlp-lab/core': '../core/src/index.ts' }; // from its modules, of which most are left out
  },
};

export default defineConfig([{ ...options, clean: ['!worker.*'] }, worker]);
