// The x of a training, in a memory that modules work on: one network's, or, where the memory is shared, many networks' on as many threads.
import type { Program, Rows } from '../../program';
import { createLayout } from '../layout';
import { allocate } from '../memory';
import { formatLike, type InputFormat, inputFormat } from './input-format';
import { type Cells, placeInput } from './place-rows';

/** Plain data, but for the memory; goes to another thread where that is shared. */
export interface Inputs {
  readonly memory: WebAssembly.Memory;
  /** What is left out of lists; undefined where rows are there in full. */
  readonly background?: number;
  readonly training?: Cells;
  readonly validation?: Cells;
}

const FIRST_ADDRESS = 64; // 0 stands for none

/**
 * Copies x to a memory of its own.
 *
 * @throws MlpLabError `unavailable` where there is not as much memory as that takes.
 */
export function placeInputs(
  program: Pick<Program, 'layers'>,
  { rows, validation, shared }: { rows?: Rows; validation?: Rows; shared?: boolean },
): Inputs {
  const format = formatOf(program, rows);
  const background = format.kind === 'dense' ? undefined : format.background;
  const layout = createLayout(FIRST_ADDRESS);
  const training = rows && placeInput(layout, rows, format);
  const others = validation && placeInput(layout, validation, formatLike(background, validation.x));
  const memory = allocate(layout.end, { shared });
  return { memory, background, training: training?.(memory.buffer), validation: others?.(memory.buffer) };
}

/** How the training rows are kept; without such, lists of what is not 0. */
function formatOf({ layers }: Pick<Program, 'layers'>, rows: Rows | undefined): InputFormat {
  if (layers[0]?.kind !== 'dense') return { kind: 'dense' };
  return rows ? inputFormat(rows.x) : { kind: 'wide', entries: 0, background: 0 };
}
