// The marks that most charts make.
import type { Mark, TextMark, Tone } from '../chart';

/** A line of text; `y` is the middle of the line. */
export const textMark = (
  text: string,
  x: number,
  y: number,
  style: Omit<TextMark, 'kind' | 'text' | 'x' | 'y'> = {},
): TextMark => ({ kind: 'text', text, x, y, ...style });

const CAP = 5; // pixels to either side

/** A horizontal line with caps from `x1` to `x2` at the height `y`: an error bar, a reference range, or its key in a legend. */
export function rangeMarks(x1: number, x2: number, y: number, tone: Tone): Mark[] {
  const line = { kind: 'rule', role: 'mark', tone, width: 1.5 } as const;
  return [
    { ...line, x1, y1: y, x2, y2: y },
    { ...line, x1, y1: y - CAP, x2: x1, y2: y + CAP },
    { ...line, x1: x2, y1: y - CAP, x2, y2: y + CAP },
  ];
}
