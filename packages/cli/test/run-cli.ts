// Runs the program as a user does: the built file in its own process.
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
  /** In addition to this process's own. */
  env?: NodeJS.ProcessEnv;
  /** The working directory. @default this process's */
  cwd?: string;
  /** Receives everything that the program has printed so far, and may end it. */
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
