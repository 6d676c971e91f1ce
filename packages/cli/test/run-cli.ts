// Runs command lines of the built program.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const HOST = fileURLToPath(new URL('./program-host.mjs', import.meta.url));

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

const programEnv = (env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
  LC_ALL: 'C.UTF-8',
  ...env,
});

/**
 * Runs one command line: with `onStdout` or `onStderr` in a process of its own, as users start it; without them in a process that has
 * loaded the program before, which saves a second each.
 */
export async function runCli(args: string[], options: RunCliOptions = {}): Promise<Ended> {
  const { env = {}, cwd, onStdout, onStderr } = options;
  return onStdout || onStderr ? runProcess(args, options) : runHosted({ args, cwd, env });
}

/** Runs one command line in a process of its own: what ends it, its signals and its environment are the real ones. */
export async function runProcess(args: string[], options: RunCliOptions = {}): Promise<Ended> {
  const { env, cwd, onStdout, onStderr } = options;
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: programEnv(env) });
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

interface HostedCommand extends Required<Pick<RunCliOptions, 'env'>>, Pick<RunCliOptions, 'cwd'> {
  args: string[];
}

type Answer = Ended & { error?: string };

let host: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/** One after another: they share the working directory and the output. */
function runHosted(command: HostedCommand): Promise<Ended> {
  const ended = last.then(async () => {
    host ??= startHost();
    const { error, ...answer } = await answerOf(host, command);
    if (error) throw new Error(error);
    return answer;
  });
  last = ended.catch(() => {});
  return ended;
}

function answerOf(child: ChildProcess, command: HostedCommand): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const exited = (code: number | null) => {
      host = undefined;
      reject(new Error(`mlp-lab ${command.args.join(' ')} ended the process with code ${code}`));
    };
    child.once('exit', exited);
    child.once('message', (answer: Answer) => {
      child.off('exit', exited);
      resolve(answer);
    });
    child.send(JSON.parse(JSON.stringify(command, (_, value) => value ?? null)));
  });
}

function startHost(): ChildProcess {
  const child = fork(HOST, { env: programEnv() });
  process.once('exit', () => child.kill());
  return child;
}
