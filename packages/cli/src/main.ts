// Command line → command → exit code: 0 success, 1 failure, 2 wrong usage. Commands that train or serve end with 130 on Ctrl-C.
import { MlpLabError } from '@mlp-lab/core';
import { CommanderError } from 'commander';
import { DONE, FAILED, WRONG_USAGE } from './exit-codes';
import { say } from './print/say';
import { createProgram } from './program';

/** Runs one command line (`argv` is without the program's name) and returns the exit code. Errors are printed on stderr. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await createProgram(argv).parseAsync(argv, { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE; // commander has printed its message
    if (!(error instanceof MlpLabError)) {
      console.error(error); // a bug of mlp-lab: whoever fixes it needs the stack
      return FAILED;
    }
    say(error.message);
    return error.code === 'unknown-name' || error.code === 'invalid-argument' ? WRONG_USAGE : FAILED;
  }
}
