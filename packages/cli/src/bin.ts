#!/usr/bin/env node
// The program `mlp-lab`: runs main with the process's arguments and exits with its code.
import { readFileSync } from 'node:fs';
import module from 'node:module';

process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(0); // a reader that has seen enough (`mlp-lab list | head -1`) is no failure
  console.error(`mlp-lab: cannot write the output: ${message}`);
  process.exit(1);
});

/** The columns of help.txt, which the build writes: what `main` prints, without loading what that takes. */
const HELP_WIDTH = 80;

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--help' && (process.stdout.columns ?? HELP_WIDTH) === HELP_WIDTH) {
  process.stdout.write(readFileSync(new URL('./help.txt', import.meta.url)));
} else {
  (module as { enableCompileCache?(): void }).enableCompileCache?.(); // Node 22.8 and later start faster the second time
  const { guardExitCode } = await import('./exit-codes');
  guardExitCode();
  const { main } = await import('./main');
  process.exitCode = await main(argv);
}
