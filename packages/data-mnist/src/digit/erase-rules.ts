// Ruled and squared paper: its lines erased from a mask of dark pixels.
import type { Mask } from './pieces';

const MOST_TILT = 0.3; // radians
const STEP = 0.01;
const COVERAGE = 0.5; // of the way across the picture
const GAPS = 0.3; // a line that light or noise interrupts is still one
const THICKEST = 0.02; // of the picture, and 4 pixels

/** Erases lines that are straight, thin, and go from one side of the picture to the other. Strokes that cross them stay. */
export function eraseRules(mask: Mask): void {
  eraseLines(mask, false);
  eraseLines(mask, true);
}

function eraseLines({ values, height, width }: Mask, isVertical: boolean): void {
  const [along, across] = isVertical ? [height, width] : [width, height];
  const index = (a: number, b: number) => (isVertical ? a * width + b : b * width + a);
  const dark: [a: number, at: number][] = [];
  for (let a = 0; a < along; a++) for (let at = 0; at < across; at++) if (values[index(a, at)]) dark.push([a, at]);
  /** How many dark pixels lie on the line of a slope through each place in the middle. */
  const profile = (slope: number) => {
    const counts = new Float32Array(across);
    for (const [a, at] of dark) {
      const middle = at - Math.round(slope * (a - along / 2));
      if (middle >= 0 && middle < across) counts[middle]++;
    }
    return counts;
  };
  let best = { slope: 0, energy: -1, counts: new Float32Array(0) };
  for (let slope = -MOST_TILT; slope <= MOST_TILT; slope += STEP) {
    const counts = profile(slope);
    const energy = counts.reduce((sum, count) => sum + (count > COVERAGE * along ? count * count : 0), 0);
    if (energy > best.energy) best = { slope, energy, counts };
  }
  if (best.energy <= 0) return;
  const { slope, counts } = best;
  const isRule = Array.from(counts, (count) => count > GAPS * along);
  const limit = Math.max(4, THICKEST * across);
  for (let b = 0; b < across; b++) {
    if (!isRule[b]) continue;
    for (let a = 0; a < along; a++) {
      const at = b + Math.round(slope * (a - along / 2));
      if (at < 0 || at >= across || !values[index(a, at)]) continue;
      let [low, high] = [at, at];
      while (low > 0 && values[index(a, low - 1)]) low--;
      while (high < across - 1 && values[index(a, high + 1)]) high++;
      if (high - low + 1 <= limit) for (let i = low; i <= high; i++) values[index(a, i)] = 0;
    }
  }
}
