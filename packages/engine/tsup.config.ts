import { defineConfig, type Options } from 'tsup';
import { build } from '../../tsup.base';

/** Minified as far as it goes: this package is sent to browsers, and its code generator is most of it. */
export default defineConfig({
  ...(build('src/index.ts', 'src/worker.ts') as Options),
  minify: 'terser',
  terserOptions: {
    module: true,
    ecma: 2020,
    compress: { passes: 3, sequences: false, inline: 1, lhs_constants: false, pure_getters: true, unsafe_arrows: true },
  },
});
