// Encodes labels as 0 to K - 1 and decodes them: members are fitted on encoded labels, and the vote is decoded.
import { MlpLabError } from '@mlp-lab/core';

/** A class label. All labels of a classifier are numbers, all are strings or all are booleans. */
export type Label = number | string | boolean;

/** scikit-learn's `LabelEncoder`. Classes are sorted in ascending order: strings by code point, false before true, NaN last. */
export class LabelEncoder<L extends Label = Label> {
  /** The distinct labels in ascending order: [K]. Set by `fit`. */
  declare classes_: L[];
  #codes = new Map<Label, number>();

  /** Finds the classes in `y`. */
  fit<M extends L>(y: ArrayLike<M>): LabelEncoder<M> {
    this.classes_ = [...new Set(Array.from(y))].sort(ascending);
    this.#codes = new Map(this.classes_.map((label, code) => [label, code]));
    return this as unknown as LabelEncoder<M>;
  }

  /**
   * Encodes labels as 0 to K - 1.
   *
   * @throws MlpLabError `bad-model` before `fit`; `invalid-argument` for a label that was not seen during `fit`.
   */
  transform(y: ArrayLike<L>): number[] {
    this.#checkFitted();
    return Array.from(y, (label) => this.#codes.get(label) ?? unseen(label, 'a label that was seen during fit'));
  }

  /** `fit`, then `transform`. */
  fitTransform(y: ArrayLike<L>): number[] {
    return this.fit(y).transform(y);
  }

  /**
   * Decodes 0 to K - 1 to labels.
   *
   * @throws MlpLabError `bad-model` before `fit`; `invalid-argument` for a number that is not 0 to K - 1.
   */
  inverseTransform(codes: ArrayLike<number>): L[] {
    this.#checkFitted();
    const { classes_: classes } = this;
    return Array.from(codes, (code) => classes[code] ?? unseen(code, `an integer from 0 to ${classes.length - 1}`));
  }

  #checkFitted(): void {
    if (this.classes_ === undefined)
      throw new MlpLabError('bad-model', 'this LabelEncoder is not fitted yet: call fit(y) first');
  }
}

function unseen(label: Label, expected: string): never {
  throw new MlpLabError(
    'invalid-argument',
    `y contains previously unseen labels: expected ${expected}, received ${label}`,
  );
}

function ascending(a: Label, b: Label): number {
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b);
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return Number(a) - Number(b);
}

/** The order of strings in Python. JavaScript's `<` compares UTF-16 code units, which would put U+1F600 before U+FF5E. */
function byCodePoint(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++)
    if (left[i] !== right[i]) return left[i].codePointAt(0)! - right[i].codePointAt(0)!;
  return left.length - right.length;
}
