// Words of `--set` → a grid of settings of the recipe and options of the variant.
import { MlpLabError, suggestNames } from '@mlp-lab/core';
import type { Grid, Settings } from '@mlp-lab/experiment';
import { defaultOptimizer, type OptimizerName, optimizerNames } from '@mlp-lab/models';
import { InvalidArgumentError } from 'commander';
import { plainValue } from './variant-words';

/** `hidden=50x4,100` after others → all of them; fields come before parts of them, and one that is set twice has both's values. */
export function setting(text: string, previous: Grid = {}): Grid {
  const [, path, values] = /^([\w.]+)=(.+)$/.exec(text) ?? [];
  if (path === undefined)
    throw new InvalidArgumentError('Expected a recipe field or an option, and its values: dropout=0,0.2.');
  const own = values.split(',').map((word) => value(path, word.trim()));
  return sorted({ ...previous, [path]: [...(previous[path] ?? []), ...own] });
}

/** `dropout=0.1` after others → all of them; one that is set again has the later value. */
export function oneSetting(text: string, previous: Settings = {}): Settings {
  const [[path, values]] = Object.entries(setting(text));
  if (values.length > 1)
    throw new InvalidArgumentError(
      'Expected one value; several are for `mlp-lab sweep`. Layers are joined by -: 100-50.',
    );
  return sorted({ ...previous, [path]: values[0] });
}

/** Fields before parts of them. */
const sorted = <Value>(settings: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(settings).sort(([a], [b]) => depth(a) - depth(b)));

const depth = (path: string) => path.split('.').length;

/** @throws MlpLabError `unknown-name` for an optimizer that there is not. */
function value(path: string, word: string): unknown {
  if (path === 'hidden') return layers(word);
  if (path === 'optimizer') return optimizer(word);
  return plainValue(word);
}

/** `100-50x2` → [100, 50, 50] */
function layers(word: string): number[] {
  return word.split('-').flatMap((part) => {
    const [, width, count = '1'] = /^(\d+)(?:x(\d+))?$/.exec(part) ?? [];
    if (width === undefined) throw new InvalidArgumentError('Expected widths of hidden layers: 50, 100-50, 50x4.');
    return Array<number>(Number(count)).fill(Number(width));
  });
}

/** With Keras's hyperparameters: what else it is to have is set after it. A plugin's, whose plugin is not loaded yet, with none. */
function optimizer(word: string) {
  if (word.includes('/')) return { name: word };
  if ((optimizerNames as string[]).includes(word)) return defaultOptimizer(word as OptimizerName);
  throw new MlpLabError('unknown-name', `unknown optimizer '${word}': ${suggestNames(word, optimizerNames)}`);
}
