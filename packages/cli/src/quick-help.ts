// What can be done before the program is loaded: `mlp-lab --help` prints help.txt, which the build has written.
import { fstatSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const HELP_WIDTH = 80; // the columns of help.txt
const OUTPUT = 1; // its file descriptor: opening process.stdout takes a twentieth of the time in which Node starts

/** Ends the program when its output can't be written. Call this before `process.stdout` is used. */
export function guardOutput(): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(0); // a reader that has seen enough (`mlp-lab list | head -1`) is no failure
    console.error(`mlp-lab: cannot write the output: ${message}`);
    process.exit(1);
  });
}

/**
 * Prints the help if the command line asks for nothing else and the output is no terminal, or one as wide as help.txt.
 *
 * @param folder where help.txt is
 * @returns whether it was printed
 */
export function printHelp(folder: string): boolean {
  const [word, ...others] = process.argv.slice(2);
  if (word !== '--help' || others.length > 0 || hasOtherWidth()) return false;
  const text = readFileSync(join(folder, 'help.txt'));
  const written = writeSome(text);
  if (written < text.length) {
    guardOutput();
    process.stdout.write(text.subarray(written));
  }
  return true;
}

/** Files and pipes have no width. */
const hasOtherWidth = () =>
  fstatSync(OUTPUT).isCharacterDevice() && (process.stdout.columns ?? HELP_WIDTH) !== HELP_WIDTH;

/** @returns how many bytes the output took at once */
function writeSome(text: Uint8Array): number {
  try {
    return writeSync(OUTPUT, text);
  } catch {
    return 0; // process.stdout waits, or says why not
  }
}
