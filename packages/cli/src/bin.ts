#!/usr/bin/env node
// The program `mlp-lab`: runs main with the process's arguments and exits with its code.
import module from 'node:module';

(module as { enableCompileCache?(): void }).enableCompileCache?.(); // Node 22.8 and later start faster the second time
const { main } = await import('./main');

// A reader that has seen enough (`mlp-lab list | head -1`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await main(process.argv.slice(2));
