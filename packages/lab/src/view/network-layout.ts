// Where the units of a network are in its picture: in columns, as large as fit.
import type { LayerValues } from '../training/forward-pass';

/** A unit, layers counted from 0. */
export interface Unit {
  layer: number;
  unit: number;
}

/** A square, in pixels of the page. */
export interface Place extends Unit {
  x: number;
  y: number;
  size: number;
}

export const HEIGHT = 330;
const MOST_UNITS = 60; // of a layer that are shown
const INPUT = 64; // pixels at the left, of the input
export const OUTPUT_NAME = 46; // at the right, of a class's name

/**
 * Of wide layers, the first units.
 *
 * @param hasNames whether the classes have names, which may be longer than numbers.
 */
export function layout(values: readonly LayerValues[], width: number, hasNames: boolean): Place[] {
  const space = (width - INPUT - 28 - (hasNames ? OUTPUT_NAME : 0)) / values.length;
  return values.flatMap(({ outputs }, layer) => {
    const count = Math.min(outputs.length, MOST_UNITS);
    const isLast = layer === values.length - 1;
    const pitch = isLast ? Math.min(30, (HEIGHT - 6) / count) : largestPitch(count, space * (layer === 0 ? 0.72 : 0.5));
    const rows = isLast ? count : Math.floor((HEIGHT - 14) / pitch);
    const columns = Math.ceil(count / rows);
    const used = Math.ceil(count / columns);
    const left = INPUT + 12 + layer * space + (space - columns * pitch) / 2;
    const top = (HEIGHT - used * pitch) / 2;
    return Array.from({ length: count }, (_, unit) => ({
      layer,
      unit,
      x: left + Math.floor(unit / used) * pitch,
      y: top + (unit % used) * pitch,
      size: pitch - 3,
    }));
  });
}

function largestPitch(count: number, width: number): number {
  for (let pitch = 34; pitch > 9; pitch--)
    if (Math.floor((HEIGHT - 14) / pitch) * Math.max(1, Math.floor(width / pitch)) >= count) return pitch;
  return 9;
}
