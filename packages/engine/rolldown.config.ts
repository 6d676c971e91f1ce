import { resolve } from 'node:path';
import type { Plugin, RolldownOptions } from 'rolldown';
import { type MinifyOptions, minify } from 'terser';
import { build, moduleGroups } from '../../rolldown.base';

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

const minified: Plugin = {
  name: 'minified',
  async renderChunk(code, { fileName }) {
    const { code: small, map } = await minify({ [fileName]: code }, { ...TERSER, sourceMap: { asObject: true } });
    return { code: small!, map: map as never };
  },
};

const { collected, filesOf } = moduleGroups();

/**
 * index.js only names what is in the other files, so that bundlers take no more than an app imports. fit.js is what `fit` needs for every
 * network; what only some need is loaded when they need it.
 */
const main = build({ index: 'src/index.ts' }, [
  { name: 'fit', test: filesOf('src/fit/fit.ts'), priority: 9 },
  { name: 'rules', test: filesOf('src/lower/all-rules.ts'), priority: 8 },
  { name: 'fallback', test: filesOf('src/tfjs/layers-trainer.ts', { itself: false }), priority: 7 },
  { name: 'with-callbacks', test: filesOf('src/fit/with-callbacks.ts'), priority: 5 },
  { name: 'sparse-samples', test: filesOf('src/codegen/sparse-samples.ts'), priority: 5 },
  { name: 'team', test: filesOf('src/threads/team-runner.ts'), priority: 6 },
  { name: 'explain', test: filesOf('src/fit/explain.ts') },
  { name: 'evaluate', test: filesOf('src/fit/evaluate.ts') },
  { name: 'predict', test: filesOf('src/fit/predict.ts') },
  { name: 'fit-all', test: filesOf('src/fit/fit-all.ts') },
  { name: 'early-stopping', test: filesOf('src/fit/early-stopping.ts') },
]);

/** The scripts of threads are files that import nothing: any server can serve them, any bundler can copy them. */
const script = (name: string): RolldownOptions => ({
  ...main,
  input: { [name]: `src/${name}.ts` },
  external: /^node:/,
  resolve: {
    alias: {
      '@mlp-lab/core/common': resolve('../core/src/common.ts'),
      '@mlp-lab/core': resolve('../core/src/index.ts'),
    },
  }, // from its modules, of which most are left out
  output: { ...main.output, cleanDir: false, codeSplitting: false, sourcemap: true },
  plugins: [minified],
});

export default [
  { ...main, plugins: [collected, minified], output: { ...main.output, sourcemap: true } },
  script('worker'),
  script('team-worker'),
];
