// The mark that every chart makes most: a line of words.
import type { TextMark } from '../chart';

/** Words at a place, `y` being the middle of their line. */
export const words = (
  text: string,
  x: number,
  y: number,
  style: Omit<TextMark, 'kind' | 'text' | 'x' | 'y'> = {},
): TextMark => ({ kind: 'text', text, x, y, ...style });
