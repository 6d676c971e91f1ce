// One copy of x for all threads, in the form that compiled networks read.
import type { LoadedProgram } from '../fit/compiled-trainer';
import { type SharedInputs, shareInputs } from '../memory/shared-inputs';
import type { ProgramSamples } from '../program';

/**
 * Returns a function that moves the x of a loaded program to shared memory: each x once, however many programs train on it. Without
 * shared memory (in a browser without cross-origin isolation) it changes nothing, and each thread gets a copy.
 */
export function inputSharer(): (loaded: LoadedProgram) => LoadedProgram {
  const shared: { loaded: LoadedProgram; inputs: SharedInputs }[] = [];
  return (loaded) => {
    if (typeof SharedArrayBuffer === 'undefined') return loaded;
    const { program, samples, validation } = loaded;
    const known = shared.find((other) => readsTheSame(other.loaded, loaded));
    const inputs = known?.inputs ?? shareInputs(program, validation ? [samples, validation] : [samples]);
    if (!known) shared.push({ loaded, inputs });
    return {
      ...loaded,
      inputs,
      samples: withoutInput(samples),
      ...(validation && { validation: withoutInput(validation) }),
    };
  };
}

const readsTheSame = (a: LoadedProgram, b: LoadedProgram): boolean =>
  startsDense(a) === startsDense(b) &&
  isSame(a.samples.x, b.samples.x) &&
  (a.validation && b.validation ? isSame(a.validation.x, b.validation.x) : a.validation === b.validation);

const startsDense = ({ program }: LoadedProgram) => program.layers[0]?.kind === 'dense';

const isSame = (a: ProgramSamples['x'], b: ProgramSamples['x']): boolean =>
  a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.byteLength === b.byteLength;

const withoutInput = (samples: ProgramSamples): ProgramSamples => ({ ...samples, x: new Uint8Array(0) });
