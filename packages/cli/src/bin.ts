#!/usr/bin/env node
// The program `mlp-lab`: runs main with the process's arguments and exits with its code.
import module from 'node:module';

(module as { enableCompileCache?(): void }).enableCompileCache?.(); // Node 22.8 and later start faster the second time
const { guardExitCode } = await import('./exit-codes');
guardExitCode();
const { main } = await import('./main');

process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(0); // a reader that has seen enough (`mlp-lab list | head -1`) is no failure
  console.error(`mlp-lab: cannot write the output: ${message}`);
  process.exit(1);
});

process.exitCode = await main(process.argv.slice(2));
