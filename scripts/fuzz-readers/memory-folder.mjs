// Where a reader's files are written again and again: in memory, where Linux has such a folder. A call there takes microseconds, its way
// through the threads of Node several times that: whoever imports this, calls at once.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';

export const memoryFolder = () => (fs.existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

for (const name of [
  'access',
  'copyFile',
  'lstat',
  'mkdir',
  'readdir',
  'readFile',
  'rename',
  'rm',
  'stat',
  'unlink',
  'writeFile',
]) {
  const later = fs.promises[name];
  fs.promises[name] = async (path, ...rest) =>
    typeof path === 'string' || path instanceof URL ? fs[`${name}Sync`](path, ...rest) : later(path, ...rest);
}
syncBuiltinESMExports();
