// Data sets that come and go, for evaluation and prediction, in a region of memory of their own.
import type { Rows } from '../../program';
import { createLayout, type Layout } from '../layout';
import { extend } from '../memory';
import { formatLike } from './input-format';
import type { Inputs } from './inputs';
import { type Cells, placeInput, placeTargets } from './place-rows';

type Guest = Pick<Rows, 'count' | 'x'> & Partial<Rows>;

/** Places rows in the form that the training rows have, one data set at a time. */
export function guestRows({ memory, background }: Pick<Inputs, 'memory' | 'background'>) {
  let region = { address: 0, bytes: 0 };
  let last: { rows?: Guest; cells: Cells } = { cells: {} };
  return {
    /** Copies rows to memory, unless they are the last. */
    place(rows: Guest): Cells {
      if (last.rows === rows) return last.cells;
      const format = formatLike(background, rows.x);
      const plan = (layout: Layout) => [placeInput(layout, rows, format), placeTargets(layout, rows)];
      const measured = createLayout(0);
      plan(measured);
      if (measured.end > region.bytes) region = { address: extend(memory, measured.end), bytes: measured.end };
      const cells = plan(createLayout(region.address)).map((place) => place(memory.buffer));
      last = { rows, cells: Object.assign({}, ...cells) };
      return last.cells;
    },
  };
}
