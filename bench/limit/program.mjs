// A program in C that says what a build's process says to builds.mjs, in lines of JSON.
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Compiles a file of this folder for vectors of 128 bits; `contract` is gcc's: 'off', or 'fast', which fuses. Returns the program's path. */
export function compileC(name, folder, contract, defined = {}) {
  const options = Object.entries(defined).map(([macro, value]) => `-D${macro}=${value}`);
  const program = join(folder, `${[contract, ...options].join('')}.program`);
  const source = fileURLToPath(new URL(name, import.meta.url));
  const common = ['-O3', '-march=x86-64-v3', '-mprefer-vector-width=128', `-ffp-contract=${contract}`];
  execFileSync('gcc', [...common, ...options, source, '-o', program, '-lm', '-pthread']);
  return program;
}

export function startProgram(program, ...words) {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    child: { send: (message) => (message === 'end' ? child.stdin.end() : child.stdin.write('\n')) },
    next: async () => JSON.parse((await lines.next()).value),
  };
}
