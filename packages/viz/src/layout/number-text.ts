// Numbers as charts print them.
import { format } from 'd3-format';

/** "48,210" */
export const countText: (count: number) => string = format(',');

const fourDecimals = format('.4f');

/** "0.9488": an accuracy, 0 to 1; "–" for 0 of 0. */
export const accuracyText = (accuracy: number): string => (Number.isNaN(accuracy) ? '–' : fourDecimals(accuracy));

const threeDecimals = format('.3f');
const exponent = format('.2~e');

/** A loss or an accuracy at the end of a curve: three decimals, or an exponent where those don't suit (0.00001, 1000000). */
export function valueText(value: number): string {
  const size = Math.abs(value);
  return size >= 10_000 || (size > 0 && size < 0.0005) ? exponent(value) : threeDecimals(value);
}

/** ".973": a recall or a precision, as short as a table needs it; "1.00" where it rounds to 1, "–" for 0 of 0. */
export function rateText(rate: number): string {
  if (Number.isNaN(rate)) return '–';
  return rate >= 0.9995 ? '1.00' : threeDecimals(rate).slice(1);
}

const wholeNumber = format('.0f');

/** "97 %": a probability; never "100 %" for what is not certain, nor "0 %" for what is possible. */
export function percent(probability: number): string {
  if (probability < 1 && probability >= 0.995) return '>99 %';
  if (probability > 0 && probability < 0.005) return '<1 %';
  return `${wholeNumber(probability * 100)} %`;
}
