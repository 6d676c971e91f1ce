// The width of text in terminal cells, in Unicode or in ASCII spelling, whichever is wider; layouts measure by it, for SVG too.
import { ASCII_SPELLING } from '@mlp-lab/core';

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;
const LINE_BREAKERS = /[\p{Cc}\u2028\u2029]+/gu;
const UNSAFE = /[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

/** The text on one line, without control characters (a terminal would obey them) and lone surrogates. */
export const cleanText = (text: string): string => text.replace(LINE_BREAKERS, ' ').replace(UNSAFE, '\ufffd');

/** The cells of one character: 2 for Chinese, Japanese, Korean and emoji, 0 for combining marks. */
export const charWidth = (char: string): number => (ZERO.test(char) ? 0 : WIDE.test(char) ? 2 : 1);

/** The cells of a string, in Unicode or in ASCII spelling, whichever are more. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of cleanText(text)) width += Math.max(charWidth(char), ASCII_SPELLING[char]?.length ?? 0);
  return width;
}

/** The text in at most `columns` cells: a longer one is cut and ends with "…". */
export function fitText(text: string, columns: number): string {
  const clean = cleanText(text);
  if (textWidth(clean) <= columns) return clean;
  const room = columns - textWidth('…');
  let fitted = '';
  let width = 0;
  for (const char of clean) {
    width += textWidth(char);
    if (width > room) break;
    fitted += char;
  }
  return `${fitted.trimEnd()}…`;
}

/** The text broken between words into lines of at most `columns` cells. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of cleanText(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(fitText(word, columns));
  }
  return lines;
}
