// Encodes labels as 0 to K - 1 and decodes them: members are fitted on encoded labels, and the vote is decoded.
import { describeValue, MlpLabError } from '@mlp-lab/core';
import { readNumbers } from './array-input';
import { type Label, type Labels, readLabels } from './labels';

/** scikit-learn's `LabelEncoder`. Classes are sorted in ascending order: strings by code point, false before true, NaN last. */
export class LabelEncoder<L extends Label = Label> {
  /** The distinct labels in ascending order: [K]. Set by `fit`. */
  declare classes_: L[];
  #codes = new Map<Label, number>();

  /** Finds the classes in `y`. */
  fit<M extends Label>(y: Labels<M>): LabelEncoder<M> {
    this.classes_ = [...new Set(Array.from(readLabels(y, 'y') as ArrayLike<L>))].sort(ascending);
    this.#codes = new Map(this.classes_.map((label, code) => [label, code]));
    return this as unknown as LabelEncoder<M>;
  }

  /**
   * Encodes labels as 0 to K - 1.
   *
   * @throws MlpLabError `bad-model` before `fit`; `invalid-argument` for a label that was not seen during `fit`.
   */
  transform(y: Labels<L>): number[] {
    this.#checkFitted();
    const labels = readLabels(y, 'y');
    return Array.from(labels, (label) => this.#codes.get(label) ?? unseen(label, 'a label that was seen during fit'));
  }

  /** `fit`, then `transform`. */
  fitTransform(y: Labels<L>): number[] {
    return this.fit(y).transform(y);
  }

  /**
   * Decodes 0 to K - 1 to labels.
   *
   * @throws MlpLabError `bad-model` before `fit`; `invalid-argument` for a number that is not 0 to K - 1.
   */
  inverseTransform(codes: Labels<number>): L[] {
    this.#checkFitted();
    const { classes_: classes } = this;
    const numbers = readNumbers(readLabels(codes, 'codes'), 'codes');
    const labels = new Array<L>(numbers.length);
    for (let i = 0; i < numbers.length; i++)
      labels[i] = classes[numbers[i]] ?? unseen(numbers[i], `an integer from 0 to ${classes.length - 1}`);
    return labels;
  }

  #checkFitted(): void {
    if (this.classes_ === undefined)
      throw new MlpLabError('bad-model', 'this LabelEncoder is not fitted yet: call fit(y) first');
  }
}

function unseen(label: Label, expected: string): never {
  throw new MlpLabError(
    'invalid-argument',
    `y contains previously unseen labels: expected ${expected}, received ${describeValue(label)}`,
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
