#!/usr/bin/env node
// The program: runs main with the process's arguments and exits with its code.
import module from 'node:module';
import { guardOutput, printHelp } from './quick-help';

if (!printHelp(import.meta.dirname)) {
  guardOutput();
  (module as { enableCompileCache?(): void }).enableCompileCache?.(); // Node 22.8 and later start faster the second time
  const { guardExitCode } = await import('./exit-codes');
  guardExitCode();
  const { main } = await import('./main');
  process.exitCode = await main(process.argv.slice(2));
}
