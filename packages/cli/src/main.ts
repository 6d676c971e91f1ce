// Arguments → a command → an exit code: 0 done, 1 failed, 2 wrong usage (130, interrupted, is given where Ctrl-C is caught).
import { MlpLabError } from '@mlp-lab/core';
import { CommanderError } from 'commander';
import { createProgram } from './program';

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** Runs one command line, `argv` without the program's name, and gives the exit code. Prints what goes wrong on stderr. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await createProgram(argv).parseAsync(argv, { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE; // it has printed its message
    if (!(error instanceof MlpLabError)) {
      console.error(error); // a defect of ours: whoever mends it needs the stack
      return FAILED;
    }
    console.error(`mlp-lab: ${error.message.replaceAll('\n', ' ')}`);
    return error.code === 'unknown-name' || error.code === 'invalid-argument' ? WRONG_USAGE : FAILED;
  }
}
