// The names under which the four IDX files of a data set are found: MNIST's, with dots for dashes, EMNIST's and QMNIST's prefixes.
import { MlpLabError } from '@mlp-lab/core';
import { grouped } from './grouped';
import { noTrainingSet } from './no-training-set';

/** The four files, by the names on the MNIST page. */
export const IDX_FILES = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const;

export type IdxName = (typeof IDX_FILES)[number];

/** The spellings of each of the four files, the likeliest first. */
export interface IdxNames {
  /** `emnist-letters`; empty for MNIST's own names. */
  readonly prefix: string;
  readonly spellings: Readonly<Record<IdxName, readonly string[]>>;
}

const NAME =
  /^(?:(.*?)[-_.])?(train|training|test|testing|t10k)[-_.](images|image|labels|label)(?:[-_.]idx\d(?:[-_.](?:u?byte|int|short|float|double))?)?(?:\.(?:idx|bin))?$/i;

interface Named {
  file: string;
  prefix: string;
  name: IdxName;
}

/** What the name of a file says; undefined where it is no IDX file's. */
export function parseIdxName(file: string): Omit<Named, 'file'> | undefined {
  const inner = file.slice(0, file.lastIndexOf('/') + 1);
  const found = NAME.exec(file.slice(inner.length).replace(/\.gz$/i, ''));
  if (!found) return undefined;
  const folder = inner.replace(/[^/]+\/$/, (last) => (NAME.test(last.slice(0, -1)) ? '' : last)); // Kaggle has a folder for each
  const [, prefix = '', split, content] = found;
  const isTrain = /^train/i.test(split);
  const name = /^image/i.test(content) ? IDX_FILES[isTrain ? 0 : 2] : IDX_FILES[isTrain ? 1 : 3];
  return { prefix: folder + prefix, name };
}

/**
 * The one set of IDX files among the files of a folder; undefined where there is none.
 *
 * @param asked a file of the set that is meant, if there are several.
 * @throws MlpLabError `bad-data` where there are several sets and none is asked for, or a test set alone.
 */
export function findIdxNames(files: readonly string[], path: string, asked?: string): IdxNames | undefined {
  const named = files.flatMap((file): Named[] => {
    const parsed = parseIdxName(file);
    return parsed ? [{ file, ...parsed }] : [];
  });
  const sets = grouped(named, ({ prefix }) => prefix);
  const isWhole = (set: Named[]) => IDX_FILES.slice(0, 2).every((name) => set.some((file) => file.name === name));
  const whole = [...sets].filter(([, set]) => isWhole(set)).map(([prefix]) => prefix);
  const wanted = asked === undefined ? undefined : parseIdxName(asked)?.prefix;
  const chosen = wanted ?? (whole.length > 0 ? whole : [...sets.keys()]);
  if (Array.isArray(chosen) && chosen.length > 1)
    throw new MlpLabError(
      'bad-data',
      `${path}: expected one data set, received ${chosen.length}: ${chosen.map((prefix) => prefix || "MNIST's names").join(', ')}: ` +
        'give the path of one of its files, or of its folder',
    );
  const prefix = Array.isArray(chosen) ? chosen[0] : chosen;
  const set = prefix === undefined ? undefined : sets.get(prefix);
  if (prefix === undefined || !set) return undefined;
  if (set.every(({ name }) => name.startsWith('t10k')))
    throw noTrainingSet(
      path,
      'test',
      set.map(({ file }) => file),
      `, as ${IDX_FILES.slice(0, 2)
        .map((name) => spellingsOf(name, prefix)[0])
        .join(' and ')}`,
    );
  const spellings = IDX_FILES.map((name) => {
    const own = set.filter((file) => file.name === name).map(({ file }) => file);
    return [name, own.length > 0 ? own.sort(byLikelihood) : spellingsOf(name, prefix)];
  });
  return { prefix, spellings: Object.fromEntries(spellings) };
}

/** The names to try on a server, which doesn't say what it has. */
export function guessIdxNames(asked?: string): IdxNames {
  const prefix = (asked === undefined ? undefined : parseIdxName(asked)?.prefix) ?? '';
  const spellings = IDX_FILES.map((name) => [name, spellingsOf(name, prefix)]);
  return { prefix, spellings: Object.fromEntries(spellings) };
}

/**
 * The name on the MNIST page, and the one of some archives, with a dot: train-images.idx3-ubyte; both may be compressed. With a
 * prefix, the test set is called test, and labels may be QMNIST's.
 */
function spellingsOf(name: IdxName, prefix: string): string[] {
  const both = (plain: string) => [plain, `${plain}.gz`];
  if (prefix === '' || prefix.endsWith('/'))
    return [name, name.replace('-idx', '.idx')].flatMap(both).map((file) => prefix + file);
  const named = `${prefix}-${name.replace('t10k', 'test')}`;
  return [named, named.replace('labels-idx1-ubyte', 'labels-idx2-int')]
    .filter((file, i, all) => all.indexOf(file) === i)
    .flatMap(both);
}

/** Dashes before dots, plain before compressed, idx1 before idx2. */
const byLikelihood = (a: string, b: string) => rank(a) - rank(b) || (a < b ? -1 : 1);
const rank = (file: string) =>
  (/\.idx/.test(file) ? 2 : 0) + (file.endsWith('.gz') ? 1 : 0) + (file.includes('idx2') ? 4 : 0);
