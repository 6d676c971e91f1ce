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

/** Rolldown's helper for files that are loaded by `import()`. It is written into each: a file of its own would be one more request before they run. */
const HELPER = './rolldown-runtime.js';
const IMPORT = `import { t as __exportAll } from "${HELPER}";`;
const INLINED =
  'const __exportAll = (all) => { const target = {}; for (const name in all) Object.defineProperty(target, name, { get: all[name], enumerable: true }); return target; };';

const minified: Plugin = {
  name: 'minified',
  async renderChunk(code, { fileName }) {
    const { code: small, map } = await minify(
      { [fileName]: code.replace(IMPORT, INLINED) },
      { ...TERSER, sourceMap: { asObject: true } },
    );
    return { code: small!, map: map as never };
  },
  generateBundle(_options, bundle) {
    const isImported = Object.values(bundle).some((file) => file.type === 'chunk' && file.code.includes(HELPER));
    if (!isImported) for (const name of [HELPER.slice(2), `${HELPER.slice(2)}.map`]) delete bundle[name];
  },
};

const { collected, filesOf } = moduleGroups();

/**
 * index.js only names what is in the other files, so that bundlers take no more than an app imports. fit.js is what `fit` needs for every
 * network; what only some need is loaded when they need it.
 */
const main = build({ index: 'src/index.ts' }, [
  { name: 'fit', test: filesOf('src/fit/fit.ts'), priority: 9 },
  { name: 'uncommon', test: filesOf('src/parts/uncommon.ts'), priority: 8 },
  { name: 'fallback', test: filesOf('src/tfjs/layers-trainer.ts', { itself: false }), priority: 7 },
  { name: 'with-callbacks', test: filesOf('src/fit/with-callbacks.ts'), priority: 5 },
  { name: 'lists', test: filesOf('src/parts/lists.ts'), priority: 5 },
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
    alias: Object.fromEntries(
      ['common', 'formulas', 'threads'].map((name) => [`@mlp-lab/core/${name}`, resolve(`../core/src/${name}.ts`)]),
    ),
  }, // from its modules, of which most are left out
  output: { ...main.output, cleanDir: false, codeSplitting: false, sourcemap: true },
  plugins: [minified],
});

export default [
  { ...main, plugins: [collected, minified], output: { ...main.output, sourcemap: true } },
  script('worker'),
  script('team-worker'),
];
