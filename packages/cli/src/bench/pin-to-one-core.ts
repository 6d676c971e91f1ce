// Processes kept on one core, so that the operating system does not move them while they are timed: where there is `taskset` (Linux).
import { spawnSync } from 'node:child_process';

const taskset = (...args: string[]) => spawnSync('taskset', ['-c', ...args], { encoding: 'utf8' }).stdout ?? '';

/** The cores that this process may use, as `taskset` lists them; empty where there is none. */
const allowed = () => /: (\S+)$/m.exec(taskset('-p', String(process.pid)))?.[1] ?? '';

/** Keeps this process, and those it starts, on one core until the function that it returns is called. */
export function pinToOneCore(): () => void {
  const cores = allowed();
  const last = /\d+$/.exec(cores)?.[0];
  if (last === undefined) return () => {};
  const pin = (to: string) => taskset('-a', '-p', to, String(process.pid));
  pin(last);
  return () => pin(cores);
}
