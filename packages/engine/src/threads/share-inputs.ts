// One copy of x for all threads, in the form that compiled networks read.
import { type Inputs, placeInputs } from '../codegen/data/inputs';
import type { LoadedProgram } from '../fit/compiled-trainer';
import type { Rows } from '../program';

/**
 * Returns a function that moves the x of a loaded program to shared memory: each x once, however many programs train on it. Without
 * shared memory (in a browser without cross-origin isolation) it changes nothing, and each thread gets a copy.
 */
export function inputSharer(): (loaded: LoadedProgram) => LoadedProgram {
  const shared: { loaded: LoadedProgram; inputs: Inputs }[] = [];
  return (loaded) => {
    if (typeof SharedArrayBuffer === 'undefined') return loaded;
    const { program, rows, validation } = loaded;
    const known = shared.find((other) => readsTheSame(other.loaded, loaded));
    const inputs = known?.inputs ?? placeInputs(program, validation ? [rows, validation] : [rows]);
    if (!known) shared.push({ loaded, inputs });
    return { ...loaded, inputs, rows: withoutInput(rows), ...(validation && { validation: withoutInput(validation) }) };
  };
}

const readsTheSame = (a: LoadedProgram, b: LoadedProgram): boolean =>
  startsDense(a) === startsDense(b) &&
  isSame(a.rows.x, b.rows.x) &&
  (a.validation && b.validation ? isSame(a.validation.x, b.validation.x) : a.validation === b.validation);

const startsDense = ({ program }: LoadedProgram) => program.layers[0]?.kind === 'dense';

const isSame = (a: Rows['x'], b: Rows['x']): boolean =>
  a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.byteLength === b.byteLength;

const withoutInput = (rows: Rows): Rows => ({ ...rows, x: new Uint8Array(0) });
