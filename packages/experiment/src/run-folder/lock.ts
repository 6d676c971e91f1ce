// One writer at a time: a run folder is locked by a file that says who writes to it.
// (proper-lockfile judges by the age of a file that its owner must touch every few seconds, which a thread in training can't do.)
import { randomUUID } from 'node:crypto';
import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MlpLabError } from '@mlp-lab/core';

export const LOCK_FILE = 'lock.json';

/** Who writes. */
interface Owner {
  pid: number;
  host: string;
  /** When it took the lock, in ISO 8601. */
  since: string;
  /** Tells the process from a later one with the same number; absent where the system does not say. */
  process?: string;
  /** Tells locks of one process apart. */
  id: string;
}

/**
 * Locks a folder. A lock whose process has ended is replaced; where this process ends without unlocking, it removes its lock.
 *
 * @returns what unlocks it.
 * @throws MlpLabError `unavailable` where another process, or another comparison of this one, is writing to it.
 */
export async function lockFolder(dir: string): Promise<() => Promise<void>> {
  const file = join(dir, LOCK_FILE);
  const owner: Owner = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    process: processMark(process.pid),
    id: randomUUID(),
  };
  while (!(await create(file, owner))) await removeStale(dir, file);
  const unlock = () => {
    process.off('exit', unlock);
    if (isOwn(file, owner)) rmSync(file, { force: true });
  };
  process.on('exit', unlock);
  return async () => unlock();
}

/** The folder may have been moved, and another process's be in its place. */
function isOwn(file: string, { id }: Owner): boolean {
  try {
    return parse(textOf(file) ?? '')?.id === id;
  } catch {
    return false;
  }
}

async function create(file: string, owner: Owner): Promise<boolean> {
  try {
    await writeFile(file, `${JSON.stringify(owner, null, 2)}\n`, { flag: 'wx' }); // fails where the file exists
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moved first, so that of two processes that find a stale lock, none removes the other's new one. */
async function removeStale(dir: string, file: string): Promise<void> {
  const owner = await readOwner(file);
  if (owner === undefined) return;
  if (!isStale(owner)) throw held(dir, owner);
  const moved = `${file}.${owner.id}`;
  await rename(file, moved).catch(() => {});
  const removed = await readOwner(moved);
  if (removed && removed.id !== owner.id) await rename(moved, file);
  else await rm(moved, { force: true });
}

const PATIENCE = { tries: 20, milliseconds: 50 }; // for whoever has created the file and not yet written to it

/** Undefined where there is no lock (any more). A file that says nothing is that of a process that was killed while it wrote it. */
async function readOwner(file: string): Promise<Owner | undefined> {
  for (let i = 0; i < PATIENCE.tries; i++) {
    const text = textOf(file);
    if (text === undefined) return undefined;
    const owner = parse(text);
    if (owner) return owner;
    await wait(PATIENCE.milliseconds);
  }
  return { pid: 0, host: hostname(), since: '', id: 'unknown' };
}

const MOST_BYTES = 2 ** 16;

/** Undefined where there is none. A link is not followed: the file that it names may not exist, though a lock can't be created. */
function textOf(file: string): string | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (found.isFile() && found.size <= MOST_BYTES) return readFileSync(file, 'utf8');
  throw new MlpLabError(
    'bad-data',
    `${file} was not written by mlp-lab: expected a file of at most ${MOST_BYTES} bytes, received ${found.isFile() ? found.size : 'something else'}: delete it, or choose another folder`,
  );
}

function parse(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Owner | null;
    const { pid, host, since, id } = owner ?? {};
    const isWhole = Number.isInteger(pid) && typeof host === 'string' && typeof since === 'string';
    return isWhole && /^[\w-]+$/.test(String(id)) ? owner! : undefined;
  } catch {
    return undefined;
  }
}

/** On another machine nobody can tell, so its lock holds. */
function isStale({ pid, host, process: mark }: Owner): boolean {
  if (host !== hostname()) return false;
  if (!isRunning(pid)) return true;
  const found = processMark(pid);
  return mark !== undefined && found !== undefined && mark !== found;
}

function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it is another user's
  }
}

const START_TIME = 19; // the 22nd field of /proc/PID/stat, counted from after the name, which may contain spaces

/** The boot and the moment in it when a process started. Linux. */
function processMark(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME]}`;
  } catch {
    return undefined;
  }
}

function held(dir: string, { pid, host, since }: Owner): MlpLabError {
  const here = host === hostname();
  const who = here && pid === process.pid ? 'another comparison of this program' : `process ${pid} on ${host}`;
  const file = join(dir, LOCK_FILE);
  const remedy = here
    ? `wait until it has ended, or, if this is a copy of the folder that it writes to, delete ${file}`
    : `wait, or, if it is gone, delete ${file}`;
  return new MlpLabError(
    'unavailable',
    `${dir} is being written by ${who}, since ${since}: ${remedy}, or choose another folder`,
  );
}
