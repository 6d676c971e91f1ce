// The key of this user's lab, kept in a file that only the user can read, so that the lab's address survives a restart.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { newToken } from './open-server';

const KEY = /^[\w-]{43}$/;

/** A new one where the file is missing or damaged; where it can't be written, the key lasts until the program ends. */
export async function lastingKey(folder = stateFolder()): Promise<string> {
  const file = join(folder, 'lab-key');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (KEY.test(known.trim())) return known.trim();
  const key = newToken();
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, `${key}\n`, { mode: 0o600 });
  } catch {}
  return key;
}

/** As the systems have it: XDG on Linux, Application Support on macOS, LocalAppData on Windows. */
function stateFolder(): string {
  const { LOCALAPPDATA, XDG_STATE_HOME } = process.env;
  if (platform() === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'mlp-lab');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'mlp-lab');
  return join(XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'mlp-lab');
}
