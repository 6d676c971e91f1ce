// The name or the path of a plugin → the file of its module, as seen from a folder.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';
import { createJiti } from 'jiti';
import { pluginPackageName } from './plugin-package-name';

/** @throws MlpLabError `unavailable` if there is none; the message says what to do. */
export function findPlugin(asked: string, folder: string): string {
  if (/^\.{0,2}[/\\]|^\.{1,2}$/.test(asked) || isAbsolute(asked)) return findPath(asked, resolve(folder, asked));
  const name = pluginPackageName(asked);
  const found = resolvePackage(name, folder) ?? (name === asked ? undefined : resolvePackage(asked, folder));
  if (found !== undefined) return found;
  throw new MlpLabError(
    'unavailable',
    `plugin ${asked}: ${name} is not installed for ${folder}: run npm install ${name}, or give the path of a module: ./${asked}`,
  );
}

function findPath(asked: string, path: string): string {
  if (!existsSync(path))
    throw new MlpLabError('unavailable', `plugin ${asked}: expected a module or a package, but ${path} does not exist`);
  if (!statSync(path).isDirectory()) return path;
  const main = mainOf(path);
  if (main !== undefined) return main;
  throw new MlpLabError(
    'unavailable',
    `plugin ${asked}: expected a package.json with exports, or an index.js or index.ts, in ${path}`,
  );
}

/** The file that an import of the package in this folder would load. */
function mainOf(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  const { name, exports } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const itself = exports === undefined ? undefined : resolvePackage(name, folder); // a package can import itself by its name
  return itself ?? ['index.js', 'index.mjs', 'index.ts'].map((own) => join(folder, own)).find((own) => existsSync(own));
}

/** By Node's rules for `import`, from a folder. */
function resolvePackage(name: string, folder: string): string | undefined {
  const from = pathToFileURL(join(folder, 'package.json')).href;
  try {
    const found = createJiti(from).esmResolve(name, from);
    return found.startsWith('file:') ? fileURLToPath(found) : undefined;
  } catch {
    return undefined;
  }
}
