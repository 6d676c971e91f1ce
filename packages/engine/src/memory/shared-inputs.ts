// The x of a training run in a shared memory, read by many networks on as many threads.
import type { Program, ProgramSamples } from '../program';
import type { InputKind } from './call-block';
import { chooseInputFormats } from './choose-input-format';
import { createLayout, FIRST_ADDRESS } from './layout';
import { allocate } from './regions';
import type { MemorySamples } from './store-samples';

/** The x of sample sets, in a shared memory. It can be sent to other threads. */
export interface SharedInputs {
  /** Identifies the memory, which is another object on each thread and in each message. */
  readonly id: number;
  readonly memory: WebAssembly.Memory;
  /** How the rows are stored. */
  readonly format: InputKind;
  /** x of each sample set. */
  readonly samples: readonly MemorySamples[];
}

let lastId = 0;

/**
 * Copies the x of sample sets that one program reads to a shared memory.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function shareInputs(program: Pick<Program, 'layers'>, sets: readonly ProgramSamples[]): SharedInputs {
  const formats = chooseInputFormats(program, sets);
  const layout = createLayout(FIRST_ADDRESS);
  const stores = sets.map(({ x, count }, i) => formats[i].reserve(layout, x, count));
  const memory = allocate(layout.end, { shared: true });
  return { id: lastId++, memory, format: formats[0].kind, samples: stores.map((store) => store(memory.buffer)) };
}
