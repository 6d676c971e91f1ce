// The x of a training in a memory of its own, which many networks, on as many threads, work on.
import type { Program, ProgramSamples } from '../program';
import { allocate } from './allocate';
import type { InputKind } from './call-block';
import { chooseInputFormats } from './input-format';
import { createLayout, FIRST_ADDRESS } from './layout';
import { type MemorySamples, reserveInput } from './store-samples';

/** Plain data, but for the memory; goes to another thread where that is shared. */
export interface SharedInputs {
  /** A memory that is sent to a thread is another object there: what it is known by. */
  readonly id: number;
  readonly memory: WebAssembly.Memory;
  /** How their rows are kept. */
  readonly format: InputKind;
  /** Of each data set. */
  readonly samples: readonly MemorySamples[];
}

let made = 0;

/**
 * Copies the x of data sets that one program reads to a shared memory.
 *
 * @throws MlpLabError `unavailable` where there is not as much memory as that takes.
 */
export function shareInputs(program: Pick<Program, 'layers'>, sets: readonly ProgramSamples[]): SharedInputs {
  const formats = chooseInputFormats(
    program,
    sets.map(({ x }) => x),
  );
  const layout = createLayout(FIRST_ADDRESS);
  const places = sets.map((set, i) => reserveInput(layout, set, formats[i]));
  const memory = allocate(layout.end, { shared: true });
  return { id: made++, memory, format: formats[0].kind, samples: places.map((place) => place(memory.buffer)) };
}
