// Data sets that come and go, for evaluation and prediction, above all else in memory.
import type { Rows } from '../../program';
import type { ColumnBlocks } from '../kernels/sparse-input';
import { createLayout, type Layout } from '../layout';
import { grow } from '../memory';
import { type InputFormat, listFormat } from './input-format';
import { type PlacedRows, placeRows } from './place-rows';

const MOST_GUESTS = 3;

/** Places rows from `base` upwards; their background is that of `format`, which the training rows have. */
export function guestRows(memory: WebAssembly.Memory, base: number, format: InputFormat, columns: ColumnBlocks) {
  let placed = new Map<Rows['x'], { rows: Partial<Rows>; place: PlacedRows }>();
  let layout: Layout = createLayout(base);
  return {
    /** Copies rows to memory, unless they are there. */
    place(rows: Pick<Rows, 'count' | 'x'> & Partial<Rows>): PlacedRows {
      const known = placed.get(rows.x);
      if (known && known.rows === rows) return known.place;
      if (known || placed.size >= MOST_GUESTS) {
        placed = new Map();
        layout = createLayout(base);
      }
      const lists = format.kind === 'dense' ? format : listFormat(rows.x, format.background);
      const write = placeRows(layout, rows, lists, columns);
      grow(memory, layout.end);
      const place = write(memory.buffer);
      placed.set(rows.x, { rows, place });
      return place;
    },
  };
}
