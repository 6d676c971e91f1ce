// Finds colours among a terminal's 256: a cube of 6 × 6 × 6 and a ramp of 24 greys.
import type { Tone } from '../chart';
import { toneColors } from '../theme';

const STEPS = [0, 95, 135, 175, 215, 255];
const [BLACK, WHITE] = [16, 231];

/** The nearest of the cube, or of the greys where red, green and blue are the same. */
export function nearest256(red: number, green: number, blue: number): number {
  if (red === green && green === blue) return grey256(red / 255);
  const step = (value: number) =>
    STEPS.reduce((best, s, i) => (Math.abs(s - value) < Math.abs(STEPS[best] - value) ? i : best), 0);
  return 16 + 36 * step(red) + 6 * step(green) + step(blue);
}

/** Black (0) to white (1) in 26 steps. */
export function grey256(value: number): number {
  const step = Math.round(value * 25);
  return step === 0 ? BLACK : step === 25 ? WHITE : 231 + step;
}

/** A tone laid over white paper at an opacity, and black or white to write on it: whichever is the easier to read. */
export function blend(tone: Tone, opacity: number): { bg: number; fg: number } {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(toneColors(tone).light.slice(at, at + 2), 16));
  const [red, green, blue] = rgb.map((value) => Math.round(255 + (value - 255) * opacity));
  const luminance = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  return { bg: nearest256(red, green, blue), fg: luminance > 0.5 ? BLACK : WHITE };
}
