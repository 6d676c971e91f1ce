// A table that says of each row which part of the data set it belongs to → its parts.
import type { NumericArray } from '@mlp-lab/core';
import { noTrainingSet } from './no-training-set';
import type { RawLabels, RawSet } from './reader';
import type { Role } from './roles';

export interface StatedRoles {
  /** Its name. */
  readonly column: string;
  /** One for each row. */
  readonly roles: readonly Role[];
}

export type PartedSet = Omit<RawSet, 'labels'> & {
  /** Absent where the table has none. */
  readonly labels?: RawLabels;
  /** What a column says of each row; absent where none does. */
  readonly stated?: StatedRoles;
};

/** The whole set is the training set where nothing says otherwise. @throws MlpLabError `bad-data` where no row is of the training set. */
export function partsOfSet<Set extends PartedSet>(
  set: Set,
  path: string,
): { train: Set; test?: Set; validation?: Set } {
  if (!set.stated) return { train: set };
  const { roles } = set.stated;
  const rowsOf = (role: Role) => roles.flatMap((own, row) => (own === role ? [row] : []));
  const [train, test, validation] = (['train', 'test', 'validation'] as const).map((role) => {
    const rows = rowsOf(role);
    return rows.length > 0 ? rowsOfSet(set, rows) : undefined;
  });
  if (!train) throw noTrainingSet(path, test ? 'test' : 'validation', [set.path]);
  return { train, ...(test && { test }), ...(validation && { validation }) };
}

function rowsOfSet<Set extends PartedSet>(set: Set, rows: readonly number[]): Set {
  const { pixels, labels, shape } = set;
  const size = pixels.length / shape[0];
  const taken = new (pixels.constructor as new (length: number) => Extract<NumericArray, Float32Array>)(
    rows.length * size,
  );
  for (const [i, row] of rows.entries())
    taken.set((pixels as Float32Array).subarray(row * size, (row + 1) * size), i * size);
  return {
    ...set,
    pixels: taken,
    shape: [rows.length, ...shape.slice(1)],
    ...(labels && { labels: rows.map((row) => labels[row]) }),
  };
}
