// A range as a stroke with caps: the spread of seeds, the range of a reference, and their sign in a legend.
import type { Mark, Tone } from '../chart';

const CAP = 5; // pixels to either side

/** The marks of a range from `x1` to `x2` at the height `y`. */
export function rangeBar(x1: number, x2: number, y: number, tone: Tone): Mark[] {
  const stroke = { kind: 'rule', role: 'mark', tone, width: 1.5 } as const;
  return [
    { ...stroke, x1, y1: y, x2, y2: y },
    { ...stroke, x1, y1: y - CAP, x2: x1, y2: y + CAP },
    { ...stroke, x1: x2, y1: y - CAP, x2, y2: y + CAP },
  ];
}
