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

/** Whether an array holds pictures or labels; undefined where its name doesn't say. */
export function contentOf(name: string): 'images' | 'labels' | undefined {
  for (const word of wordsOf(name).reverse()) {
    if (/^(x|images?|imgs?|data|features?|pixels?|pictures?)$/.test(word)) return 'images';
    if (/^(y|labels?|targets?|class|classes)$/.test(word)) return 'labels';
  }
}

/** `trainX` and `X_train.npy` have the words train and x. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
