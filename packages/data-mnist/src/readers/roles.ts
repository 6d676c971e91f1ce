// What a file, a folder or an array holds, as its name says it: mnist_train.csv, t10k, X_test, trainingSet/7/img_1.jpg.

/** A part of a data set. */
export type Role = 'train' | 'test' | 'validation';

const ROLES: readonly (readonly [Role, RegExp])[] = [
  ['train', /^(train|training|trn)(ing)?(set|data)?$/],
  ['test', /^(test|testing|tst|t10k|eval)(ing)?(set|data)?$/],
  ['validation', /^(val|valid|validation|dev)(set|data)?$/],
];

/** The part that a path names, its last word first; undefined where it names none. */
export function roleOf(path: string): Role | undefined {
  return path
    .split('/')
    .reverse()
    .flatMap((part) => wordsOf(part).reverse())
    .map((word) => ROLES.find(([, pattern]) => pattern.test(word))?.[0])
    .find((role) => role !== undefined);
}

/** What an array or a table holds: pictures, their labels, or the names of the classes. */
export type Content = 'images' | 'labels' | 'names';

/** What a name says of that; undefined where it says nothing. */
export function contentOf(name: string): Content | undefined {
  if (wordsOf(name).at(-1) === 'names') return 'names';
  for (const word of wordsOf(name).reverse()) {
    if (/^(x|images?|imgs?|data|features?|pixels?|pictures?)$/.test(word)) return 'images';
    if (/^(y|labels?|lbls?|targets?|class|classes)$/.test(word)) return 'labels';
  }
}

/** `trainX`, `trainy`, `X_train.npy`, `tr_x` and `Xtr` have the words train and x or y. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(
      /(^|[^a-z\d])([xy])_?(train|test|tr|te|valid|val)(?![a-z\d])/g,
      (_, before, content, role) => `${before}${content} ${SHORT[role] ?? role}`,
    )
    .replace(
      /(^|[^a-z\d])(train|test|tr|te|valid|val)[ _]?([xy])(?![a-z\d])/g,
      (_, before, role, content) => `${before}${SHORT[role] ?? role} ${content}`,
    )
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

const SHORT: Readonly<Record<string, string>> = { tr: 'train', te: 'test' };
