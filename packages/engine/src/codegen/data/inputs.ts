// The x of a training in a memory of its own, which many networks, on as many threads, work on.
import type { Program, Rows } from '../../program';
import type { InputKind } from '../call-block';
import { createLayout, FIRST_ADDRESS } from '../layout';
import { allocate } from '../memory';
import { inputFormats } from './input-format';
import { type Cells, placeInput } from './place-rows';

/** Plain data, but for the memory; goes to another thread where that is shared. */
export interface Inputs {
  /** A memory that is sent to a thread is another object there: what it is known by. */
  readonly id: number;
  readonly memory: WebAssembly.Memory;
  /** How their rows are kept. */
  readonly input: InputKind;
  /** Of each data set. */
  readonly cells: readonly Cells[];
}

let made = 0;

/**
 * Copies the x of data sets that one program reads to a shared memory.
 *
 * @throws MlpLabError `unavailable` where there is not as much memory as that takes.
 */
export function placeInputs(program: Pick<Program, 'layers'>, sets: readonly Rows[]): Inputs {
  const formats = inputFormats(
    program,
    sets.map(({ x }) => x),
  );
  const layout = createLayout(FIRST_ADDRESS);
  const places = sets.map((set, i) => placeInput(layout, set, formats[i]));
  const memory = allocate(layout.end, { shared: true });
  return { id: made++, memory, input: formats[0].kind, cells: places.map((place) => place(memory.buffer)) };
}
