// How much room words take, in characters of a terminal: the measure that every layout uses, for SVG too.

/** What stands for a character where only ASCII is allowed. Widths count the longer of the two. */
export const ASCII_SPELLING: Readonly<Record<string, string>> = {
  '±': '+/-',
  '→': '->',
  '…': '...',
  '×': 'x',
  '−': '-',
  '–': '-',
  '·': '.',
  '≤': '<=',
  '≥': '>=',
};

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;
const LINE_BREAKERS = /[\p{Cc}\u2028\u2029]+/gu;
const UNSAFE = /[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

/** A string that is safe to show: no control characters (a terminal would obey them), no half surrogates, one line. */
export const cleanText = (text: string): string => text.replace(LINE_BREAKERS, ' ').replace(UNSAFE, '\ufffd');

/** The cells that one character takes: 2 for Chinese, Japanese, Korean and emoji, 0 for what combines. */
export const charWidth = (char: string): number => (ZERO.test(char) ? 0 : WIDE.test(char) ? 2 : 1);

/** The cells that a string takes, in Unicode or as spelt in ASCII, whichever is more. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of cleanText(text)) width += Math.max(charWidth(char), ASCII_SPELLING[char]?.length ?? 0);
  return width;
}

/** A string that takes at most `columns` cells: cut and ended with "…" where it is longer. */
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

/** Words broken into lines of at most `columns` cells. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of cleanText(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(fitText(word, columns));
  }
  return lines;
}
