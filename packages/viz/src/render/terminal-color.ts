// Colour scales among the 256 colours of a terminal: greys, and the two hues of tables and weights. The steps are chosen by
// hand, since the nearest of so few colours would jump between hues.
import type { Tone } from '../chart';
import { toneColors } from '../theme';

const [BLACK, WHITE] = [16, 231];
const RAMPS: Readonly<Partial<Record<Tone, readonly number[]>>> = {
  'series-1': [WHITE, 189, 153, 111, 74, 32, 25],
  'series-4': [WHITE, 224, 223, 216, 209, 202, 166],
};
const DARK_STEP = 5; // from which white text is easier to read

/** Black (0) to white (1) in 26 steps. */
export function grey256(value: number): number {
  const step = Math.round(value * 25);
  return step === 0 ? BLACK : step === 25 ? WHITE : 231 + step;
}

/** A tone at a strength from 0 (white) to 1, and the colour of text on it: black or white. */
export function tint(tone: Tone, strength: number): { bg: number | null; fg: number } {
  const ramp = RAMPS[tone];
  if (!ramp) return { bg: toneColors(tone).terminal, fg: WHITE };
  const step = Math.round(strength * (ramp.length - 1));
  return { bg: ramp[step], fg: step >= DARK_STEP ? WHITE : BLACK };
}

/** -1 to 1 as a scale from blue over white to orange. */
export const diverging256 = (value: number): number => tint(value < 0 ? 'series-1' : 'series-4', Math.abs(value)).bg!;
