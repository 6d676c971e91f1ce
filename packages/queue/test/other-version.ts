// Another build of the packages that check versions, installed in a folder of its own, as on a machine with another release.
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = fileURLToPath(new URL('../../', import.meta.url));
const BUILT = ['queue', 'experiment'];

/** Returns the folder; what lies in it imports the packages under that version. */
export async function installVersion(version: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'mlp-lab-version-'));
  const installed = join(dir, 'node_modules');
  for (const name of BUILT) {
    const [from, to] = [join(PACKAGES, name), join(installed, '@mlp-lab', name)];
    await mkdir(to, { recursive: true });
    await cp(join(from, 'package.json'), join(to, 'package.json'));
    await cp(join(from, 'dist'), join(to, 'dist'), { recursive: true });
    const { version: own } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8'));
    await renumber(join(to, 'dist'), `version = "${own}"`, `version = "${version}"`);
  }
  for (const name of BUILT) await linkAll(join(PACKAGES, name, 'node_modules'), installed);
  return dir;
}

async function renumber(dist: string, old: string, replacement: string): Promise<void> {
  let count = 0;
  for (const file of (await readdir(dist)).filter((name) => name.endsWith('.js'))) {
    const text = await readFile(join(dist, file), 'utf8');
    if (!text.includes(old)) continue;
    await writeFile(join(dist, file), text.replaceAll(old, replacement));
    count += 1;
  }
  if (count === 0) throw new Error(`${dist} has no ${old}`);
}

/** What the copies import beside each other. */
async function linkAll(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    if (name.startsWith('@')) await linkAll(join(from, name), join(to, name));
    else if (!name.startsWith('.')) await linkOnce(join(from, name), to, name);
  }
}

async function linkOnce(from: string, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await symlink(await realpath(from), join(folder, name)).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
