import { defineConfig, type Options } from 'tsup';
import { build } from '../../tsup.base';

/**
 * Minified as far as it goes: this package is sent to browsers, and its code generator is most of it. `treeshake` merges the imports of
 * all modules; `unsafe` takes it that nobody redefines Array, String or Number.
 */
export default defineConfig({
  ...(build('src/index.ts', 'src/worker.ts') as Options),
  treeshake: true,
  esbuildOptions(options) {
    options.minifyIdentifiers = true;
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
});
