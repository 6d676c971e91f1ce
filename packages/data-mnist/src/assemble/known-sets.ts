// What is known of well-known data sets beyond their files, by their names: class names, and EMNIST's way to store pictures.

const FASHION = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];
const KMNIST = ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo'];
const DIGITS = [...'0123456789'];
const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const SMALL = [...'abcdefghijklmnopqrstuvwxyz'];
/** Letters whose capitals look alike share their capital's class. */
const MERGED = [...DIGITS, ...CAPITALS, ...'abdefghnqrt'];

/** EMNIST, but not QMNIST, KMNIST or another name that ends like it. */
const EMNIST = /(^|[^a-z])emnist/i;

/** Images for training and testing of EMNIST's splits that no other data set has. */
const EMNIST_SIZES: readonly (readonly [train: number, test: number])[] = [
  [697_932, 116_323], // byclass, bymerge
  [112_800, 18_800], // balanced
  [124_800, 20_800], // letters
  [240_000, 40_000], // digits
];

/** EMNIST stores its pictures column by column: read row by row, they lie on their side and in a mirror. */
export function isTransposed(name: string, counts: readonly number[]): boolean {
  return EMNIST.test(name) || EMNIST_SIZES.some((sizes) => sizes.every((size, i) => size === counts[i]));
}

/**
 * The name of a label.
 *
 * @param name of the data set.
 * @param high the largest label.
 */
export function knownClassName(name: string, high: number, label: number): string | undefined {
  if (/fashion/i.test(name) && high === 9) return FASHION[label];
  if (/(^|[^a-z])(kmnist|kuzushiji)/i.test(name) && high === 9) return KMNIST[label];
  if (!EMNIST.test(name)) return undefined;
  if (/letters/i.test(name) || high === 26) return CAPITALS[label - 1];
  if (high === MERGED.length - 1) return MERGED[label];
  if (high === 61) return [...DIGITS, ...CAPITALS, ...SMALL][label];
}
