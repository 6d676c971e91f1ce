// The checks that several charts share, beside those of core.
import { type Check, checkNumber, describeValue, invalidArgument } from '@mlp-lab/core';

/** The label of a class: a string or a finite number. */
export type Label = string | number;

/** @throws MlpLabError `invalid-argument` where `value` is not a string; an empty string is fine. */
export function checkText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw invalidArgument(name, 'a string', describeValue(value));
  return value;
}

/** @throws MlpLabError `invalid-argument` where `value` is neither a string nor a finite number. */
export function checkLabel(name: string, value: unknown): Label {
  if (typeof value !== 'string' && !Number.isFinite(value))
    throw invalidArgument(name, 'a string or a finite number', describeValue(value));
  return value as Label;
}

/**
 * A copy of the labels as an array.
 *
 * @param count how many there must be, one per `of`.
 * @throws MlpLabError `invalid-argument` where there are fewer or more, or one is not a label.
 */
export function checkLabels(name: string, labels: readonly Label[], count: number, of: string): Label[] {
  if (!Array.isArray(labels) || labels.length !== count)
    throw invalidArgument(name, `an array of ${count} labels, one per ${of}`, lengthOf(labels));
  return Array.from(labels, (label, i) => checkLabel(`${name}[${i}]`, label));
}

/** The received length, or the value where it has none, for a message about a wrong length. */
export const lengthOf = (value: unknown): string => (Array.isArray(value) ? `${value.length}` : describeValue(value));

/** The checks of the options that every chart takes. */
export const CHART_CHECKS = {
  title: checkText,
  width: (name: string, value: unknown) => checkNumber(name, value, 320, 10_000),
} satisfies Record<string, Check>;
