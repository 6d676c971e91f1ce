// Colour scales among the 256 colours of a terminal: greys, and the two hues of tables and weights. Zero is the terminal's own ground, light
// or dark, from which the hues grow stronger rather than darker or lighter. The steps are chosen by hand, since the nearest of so few colours
// would jump between hues.
import type { Tone } from '../chart';
import { toneColors } from '../theme';

const [BLACK, WHITE] = [16, 231];
const RAMPS: Readonly<Partial<Record<Tone, { steps: readonly number[]; text: number }>>> = {
  'series-1': { steps: [67, 68, 32, 33], text: WHITE },
  'series-4': { steps: [137, 173, 172, 208], text: BLACK },
};

/** Black (0) to white (1) in 26 steps. */
export function grey256(value: number): number {
  const step = Math.round(value * 25);
  return step === 0 ? BLACK : step === 25 ? WHITE : 231 + step;
}

/** A tone at a strength from 0 to 1, and the colour of text on it; `null` is the terminal's own. */
export function tint(tone: Tone, strength: number): { bg: number | null; fg: number | null } {
  const ramp = RAMPS[tone];
  if (!ramp) return { bg: toneColors(tone).terminal, fg: WHITE };
  const step = Math.round(strength * ramp.steps.length);
  return step === 0 ? { bg: null, fg: null } : { bg: ramp.steps[step - 1], fg: ramp.text };
}

/** -1 to 1 as a scale from blue over the terminal's ground, which is `null`, to orange. */
export const diverging256 = (value: number): number | null =>
  tint(value < 0 ? 'series-1' : 'series-4', Math.abs(value)).bg;
