// TypeScript's compiler in its native version, which checks and declares in an eighth of the time. (The package `typescript` stays at
// the last version with an API in JavaScript, for the tools that use it.)
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = dirname(createRequire(import.meta.url).resolve('typescript-native/package.json'));

/** Runs the compiler and says whether all was well; it prints what was not. */
export const tsc = (...args) =>
  spawnSync(process.execPath, [join(folder, 'bin/tsc'), ...args], { stdio: 'inherit' }).status === 0;
