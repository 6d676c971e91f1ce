// The readers of the command line: words, configurations, plugins, and the events that TensorBoard's writer is not one of.
import { importSource } from '../bundle.mjs';
import { mutateJson, mutateText, ODD_VALUES, pick } from '../mutate.mjs';

const { createRegistry, notebook, notebookRecipe } = await import(new URL('../../../packages/models/dist/index.js', import.meta.url).href); // biome-ignore format: one line
const parsers = await importSource('cli/src/options/parsers.ts');
const { findVariants } = await importSource('cli/src/options/variant-words.ts');
const { grid, setting } = await importSource('cli/src/options/setting.ts');
const { checkConfig } = await importSource('cli/src/config/check-config.ts');
const { pluginsOf } = await importSource('cli/src/plugins/plugins-of.ts');
const registry = createRegistry([notebook()]);

const WORDS = {
  seeds: ['1,2,3', '7'],
  accuracies: ['0.8,0.9', '1'],
  learningRates: ['1e-4..1e-1', '0.001..0.1:7'],
  weights: ['1,0.5,-2', 'fit'],
  positiveInteger: ['3'],
  indexOrFile: ['3', 'a.png'],
  scaleName: ['unit'],
  variants: ['relu', 'opt/*', 'ensemble:members=3', '*n*'],
  setting: ['dropout=0.1', 'hidden=100-50x2', 'optimizer.learningRate=1e-3'],
  grid: ['dropout=0,0.1', 'hidden=50x4,100'],
};
const readWord = {
  ...parsers,
  variants: (word) => findVariants(registry, [word]),
  setting: (word) => setting(word),
  grid: (word) => grid(word),
};
const CONFIG = { epochs: 3, batchSize: 32, seeds: [1, 2], protocol: 'controlled', out: 'run', limit: 10, plugins: [] };
const PLUGIN = {
  meta: { name: 'mlp-lab-plugin-a', version: '1.0.0', namespace: 'a' },
  variants: [{ name: 'v', title: 'V', changes: ['hidden'], aliases: ['w'], recipe: structuredClone(notebookRecipe) }],
};

/** What JSON can't hold: functions, holes, other prototypes, getters. */
function strange(random, value) {
  const kind = random(6);
  if (kind === 0 && typeof value === 'object' && value !== null) return Object.assign(Object.create(null), value);
  if (kind === 1) return Object.setPrototypeOf({ ...value }, pick(random, [Array.prototype, Map.prototype, Date.prototype, null])); // biome-ignore format: one line
  if (kind === 2) return pick(random, [() => 1, Symbol('s'), 1n, new Map(), new Date(Number.NaN), Object.assign([], { 1: 1 }), new Proxy({}, {})]); // biome-ignore format: one line
  return value;
}

function strangely(random, value) {
  const changed = mutateJson(random, value);
  const key = pick(random, Object.keys(changed).concat('none'));
  if (random(3) === 0 && key in changed) changed[key] = strange(random, changed[key]);
  return random(12) === 0 ? strange(random, random(2) ? changed : pick(random, ODD_VALUES)) : changed;
}

export const readers = [
  {
    name: 'words of options',
    make(random) {
      const option = pick(random, Object.keys(WORDS));
      return { input: { option, word: mutateText(random, pick(random, WORDS[option])) }, keepsHeader: true };
    },
    read: ({ option, word }) => readWord[option](word),
  },
  {
    name: 'a configuration',
    make: (random) => ({ input: strangely(random, CONFIG), keepsHeader: true }),
    read: (config) => checkConfig('mlp-lab.config.js', config),
  },
  {
    name: 'a plugin',
    make: (random) => ({ input: strangely(random, PLUGIN), keepsHeader: true }),
    read(plugin) {
      const plugins = pluginsOf({ default: plugin }, 'plugin a');
      const own = createRegistry([notebook(), ...plugins]);
      for (const variant of own.list('a/*')) own.check(variant);
    },
  },
];
