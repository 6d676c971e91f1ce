// Words of `--set` → settings of a variant: `dropout=0.1`; of `sweep`, a grid of them: `hidden=50x4,100`.
import type { Grid, Settings } from '@mlp-lab/experiment';
import { InvalidArgumentError } from 'commander';
import { plainValue } from './variant-words';

/** `hidden=50x4,100` after `previous` → both. Fields come before their parts; a field that is repeated has all its values. */
export function grid(word: string, previous: Grid = {}): Grid {
  const [, path, values] = /^([\w.]+)=(.+)$/.exec(word) ?? [];
  if (path === undefined)
    throw new InvalidArgumentError(
      'Expected a field of the recipe or an option of the variant, and its values: dropout=0,0.2.',
    );
  const added = values.split(',').map((value) => settingValue(path, value.trim()));
  const before = Object.hasOwn(previous, path) ? previous[path] : [];
  return sorted({ ...previous, [path]: [...before, ...added] });
}

/** `dropout=0.1` after `previous` → both. A field that is repeated has its last value. */
export function setting(word: string, previous: Settings = {}): Settings {
  const [[path, values]] = Object.entries(grid(word));
  if (values.length > 1)
    throw new InvalidArgumentError(
      'Expected one value; `mlp-lab sweep` tries several. Join the widths of layers with -: 100-50.',
    );
  return sorted({ ...previous, [path]: values[0] });
}

/** Fields before their parts: `optimizer` before `optimizer.learningRate`. */
const sorted = <Value>(settings: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(settings).sort(([a], [b]) => depth(a) - depth(b)));

const depth = (path: string) => path.split('.').length;

function settingValue(path: string, word: string): unknown {
  return path === 'hidden' ? layers(word) : plainValue(word);
}

const MOST_LAYERS = 1000;

/** `100-50x2` → [100, 50, 50] */
function layers(word: string): number[] {
  return word.split('-').flatMap((part) => {
    const [, width, count = '1'] = /^(\d+)(?:x(\d+))?$/.exec(part) ?? [];
    if (width === undefined) throw new InvalidArgumentError('Expected the widths of hidden layers: 50, 100-50, 50x4.');
    if (Number(count) > MOST_LAYERS)
      throw new InvalidArgumentError(`Expected at most ${MOST_LAYERS} hidden layers of one width, received ${count}.`);
    return Array<number>(Number(count)).fill(Number(width));
  });
}
