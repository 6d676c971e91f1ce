// Colours among a terminal's 256 that have steps: greys, and the two hues of tables and weights. The steps are picked by hand,
// since the nearest of so few colours jumps from hue to hue.
import type { Tone } from '../chart';
import { toneColors } from '../theme';

const [BLACK, WHITE] = [16, 231];
const RAMPS: Readonly<Partial<Record<Tone, readonly number[]>>> = {
  'series-1': [WHITE, 189, 153, 111, 74, 32, 25],
  'series-4': [WHITE, 224, 223, 216, 209, 202, 166],
};
const DARK_STEP = 5; // from which white is the easier to read

/** Black (0) to white (1) in 26 steps. */
export function grey256(value: number): number {
  const step = Math.round(value * 25);
  return step === 0 ? BLACK : step === 25 ? WHITE : 231 + step;
}

/** A tone laid on white paper, from 0 (the paper) to 1, and what to write on it: black or white. */
export function tint(tone: Tone, strength: number): { bg: number | null; fg: number } {
  const ramp = RAMPS[tone];
  if (!ramp) return { bg: toneColors(tone).terminal, fg: WHITE };
  const step = Math.round(strength * (ramp.length - 1));
  return { bg: ramp[step], fg: step >= DARK_STEP ? WHITE : BLACK };
}

/** -1 to 1 as blue, white and vermillion. */
export const diverging256 = (value: number): number => tint(value < 0 ? 'series-1' : 'series-4', Math.abs(value)).bg!;
