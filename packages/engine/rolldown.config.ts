import { resolve } from 'node:path';
import type { Plugin, RolldownOptions } from 'rolldown';
import { type MinifyOptions, minify } from 'terser';
import { build } from '../../rolldown.base';

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

const imports = new Map<string, readonly string[]>();
const collected: Plugin = {
  name: 'collected',
  moduleParsed({ id, importedIds }) {
    imports.set(id, importedIds);
  },
};

/** What a module imports at once, itself included. */
function importedBy(id: string, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of imports.get(id) ?? []) importedBy(imported, found);
  return found;
}

/** fit.js is what every app needs that calls `fit`; what only some programs need is loaded when they need it. */
let fit: Set<string> | undefined;
const isOfFit = (id: string): boolean => {
  fit ??= importedBy(resolve('src/fit/fit.ts'));
  return fit.has(id);
};

const main = build({ index: 'src/index.ts' }, [{ name: 'fit', test: isOfFit }]);

/** The script of training threads is one file that imports nothing: any server can serve it, any bundler can copy it. */
const worker: RolldownOptions = {
  ...main,
  input: { worker: 'src/worker.ts' },
  external: /^node:/,
  resolve: { alias: { '@mlp-lab/core': resolve('../core/src/index.ts') } }, // from its modules, of which most are left out
  output: { ...main.output, cleanDir: false, codeSplitting: false },
};

export default [
  { ...main, plugins: [collected, minified], output: { ...main.output, sourcemap: true } },
  { ...worker, plugins: [minified], output: { ...worker.output, sourcemap: true } },
];
