// Runs the program as a user does: the built file, in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunCliOptions {
  /** Beside this process's own. */
  env?: NodeJS.ProcessEnv;
  /** The folder that it runs in, instead of this process's. */
  cwd?: string;
  /** Sees what the program has printed there so far, and may end it. */
  onStdout?(text: string, child: ChildProcess): void;
  onStderr?(text: string, child: ChildProcess): void;
}

export async function runCli(args: string[], options: RunCliOptions = {}): Promise<Ended> {
  const { env, cwd, onStdout, onStderr } = options;
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, LC_ALL: 'C.UTF-8', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
    onStdout?.(stdout, child);
  });
  child.stderr.on('data', (data) => {
    stderr += data;
    onStderr?.(stderr, child);
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
