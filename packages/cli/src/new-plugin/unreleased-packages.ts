// Before mlp-lab is published, and in a checkout of it, npm can't find its packages: a new plugin installs archives of those that are here.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const OURS = /^@mlp-lab\//;
const PLUGIN_NEEDS = ['@mlp-lab/cli', '@mlp-lab/core', '@mlp-lab/engine', '@mlp-lab/models'];

interface Manifest {
  version: string;
  files: string[];
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** Package → what npm installs instead of a version. Undefined where npm installed this program from a registry. */
export async function unreleasedPackages(): Promise<Record<string, string> | undefined> {
  const own = createRequire(import.meta.url).resolve('@mlp-lab/cli/package.json');
  if (!(await isUnreleased(dirname(own)))) return undefined;
  const cache = join(dirname(own), 'node_modules/.cache/mlp-lab');
  await mkdir(cache, { recursive: true });
  const archives: Record<string, string> = {};
  const archive = async (name: string, from: string): Promise<string> => {
    archives[name] ??= `file:${join(cache, `${name.replace(OURS, '')}.tar`)}`;
    const folder = await packageFolder(name, from);
    const manifest: Manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    for (const dependency of Object.keys(manifest.dependencies ?? {}).filter((name) => OURS.test(name)))
      manifest.dependencies![dependency] = archives[dependency] ?? (await archive(dependency, folder));
    for (const peer of Object.keys(manifest.peerDependencies ?? {}).filter((name) => OURS.test(name)))
      manifest.peerDependencies![peer] = '*';
    const { scripts: _, devDependencies: __, ...published } = manifest as Manifest & Record<string, unknown>;
    const entries = [tarEntry('package/package.json', Buffer.from(JSON.stringify(published)))];
    for (const file of await filesOf(folder, manifest.files))
      entries.push(tarEntry(`package/${file}`, await readFile(join(folder, file))));
    await writeFile(archives[name].slice('file:'.length), Buffer.concat([...entries.flat(), Buffer.alloc(2 * BLOCK)]));
    return archives[name];
  };
  for (const name of PLUGIN_NEEDS) if (!(name in archives)) await archive(name, dirname(own));
  return archives;
}

/** In a checkout packages depend on `workspace:` versions; from a file, npm notes where it was. */
async function isUnreleased(folder: string): Promise<boolean> {
  if ((await readFile(join(folder, 'package.json'), 'utf8')).includes('"workspace:')) return true;
  const lock = await readFile(join(folder, '../../.package-lock.json'), 'utf8').catch(() => '{}');
  return (JSON.parse(lock).packages?.['node_modules/@mlp-lab/cli']?.resolved ?? '').startsWith('file:');
}

/** Node's own search: not all packages let their package.json be required. */
async function packageFolder(name: string, from: string): Promise<string> {
  for (const modules of createRequire(join(from, 'package.json')).resolve.paths(name) ?? []) {
    const folder = join(modules, name);
    if (await readdir(folder).catch(() => undefined)) return folder;
  }
  return from; // the program itself
}

async function filesOf(folder: string, names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => []);
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    }),
  );
  return found.flat().map((file) => file.replaceAll('\\', '/'));
}

const BLOCK = 512; // bytes

/** A file in the format of tar (POSIX ustar): header, content, and zeros up to a whole block. */
function tarEntry(name: string, content: Buffer): Buffer[] {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  header.write(name, 0, 100);
  header.write('0000644\0' + '0000000\0' + '0000000\0', 100);
  header.write(`${octal(content.length, 11)}\0${octal(0, 11)}\0`, 124);
  header.write('        0', 148); // the checksum counts as blanks; 0: a file
  header.write('ustar\0' + '00', 257);
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${octal(checksum, 6)}\0 `, 148);
  return [header, content, Buffer.alloc(-content.length & (BLOCK - 1))];
}
