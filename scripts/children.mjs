// Programs that a script starts. They end with the script, and all that they have started too, however the script ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const NO_INPUT = { stdio: ['pipe', 'ignore', 'ignore'] };
/** The script's end closes the pipe: the reader then ends the group, which is the program's own. */
const SHELL = 'exec 3<&0; { read -r _ <&3; kill -KILL 0; } >/dev/null 2>&1 & exec "$@" 3<&- </dev/null';

const running = new Set();
// before the handlers that remove what these programs write; the pipe is for a script that is killed
process.on('exit', () => {
  for (const { pid } of running) process.kill(-pid, 'SIGKILL');
});

/** Starts a program. `end` ends it and what it has started, and waits until it has ended. */
export function startProgram(words, options) {
  const child = spawn('sh', ['-c', SHELL, 'sh', ...words], { detached: true, ...NO_INPUT, ...options });
  child.stdin.on('error', () => {}); // all of the group has ended
  running.add(child);
  const ended = once(child, 'exit').finally(() => {
    running.delete(child);
    child.stdin.end();
  });
  ended.catch(() => {}); // there is no `sh`
  const end = () => {
    child.stdin.end();
    return ended;
  };
  return { child, end };
}

/** Runs a program to its end. Returns what it printed to stdout. Throws with its output if it fails. */
export async function runProgram(words, { timeout = 900_000, ...options }) {
  const { child, end } = startProgram(words, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  const printed = { stdout: '', stderr: '' };
  for (const name of Object.keys(printed))
    child[name].setEncoding('utf8').on('data', (text) => {
      printed[name] += text;
    });
  const timer = setTimeout(end, timeout);
  const [code, signal] = await once(child, 'close');
  clearTimeout(timer);
  if (code === 0) return printed.stdout;
  throw new Error(`${printed.stdout}\n${printed.stderr}`.trim() || `${words.join(' ')} ended: ${signal ?? code}`);
}

/** Removes what the script has made, by its handlers of `exit`, where a signal ends it too. */
export function exitOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
}
