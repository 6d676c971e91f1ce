// The table by which modules make lists of nonzero numbers: for each of the 16 masks of four lanes, the byte offsets of the lanes that are
// set, packed to the front.
import { VECTOR } from './layout';

const MASKS = 16;

export const LANE_OFFSETS_BYTES = MASKS * VECTOR;

/** Writes the table that `listRows` and `listColumns` look up; call it before them. */
export function writeLaneOffsets(memory: ArrayBufferLike, laneOffsets: number): void {
  const words = new Uint32Array(memory, laneOffsets, LANE_OFFSETS_BYTES / 4);
  for (let mask = 0; mask < MASKS; mask++)
    words.set(
      [0, 1, 2, 3].filter((lane) => mask & (1 << lane)).map((lane) => 4 * lane),
      mask * 4,
    );
}
