// The plugins of a command → the SHA-256 of their code, with the files beside them that it imports.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { PluginDigests } from '@mlp-lab/experiment';
import { pluginTitle } from '@mlp-lab/models';
import type { LoadedPlugin } from './load-plugins';

/** By `NAME VERSION`. */
export async function pluginDigests(plugins: readonly LoadedPlugin[]): Promise<PluginDigests> {
  const all = plugins.map(async ({ plugin, file }) => [pluginTitle(plugin), await digestOf(file)] as const);
  return Object.fromEntries(await Promise.all(all));
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  const seen = new Set<string>();
  const add = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const code = await readModule(path);
    if (code === undefined) return;
    hash.update(code).update('\0');
    for (const [, name] of code.matchAll(RELATIVE_IMPORT)) await add(resolve(dirname(path), name));
  };
  await add(file);
  return hash.digest('hex');
}

const RELATIVE_IMPORT = /\b(?:from|import|require)\b\s*\(?\s*['"](\.{1,2}\/[^'"\n]+)['"]/g;
const ENDINGS = ['', '.js', '.ts', '.mjs', '.json', '/index.js', '/index.ts'];

/** Undefined for what is no file. TypeScript may leave an ending out, or write that of the JavaScript it becomes. */
async function readModule(path: string): Promise<string | undefined> {
  const names = [...ENDINGS.map((ending) => path + ending), path.replace(/\.([cm]?)js$/, '.$1ts')];
  for (const name of names) {
    const code = await readFile(name, 'utf8').catch(() => undefined);
    if (code !== undefined) return code;
  }
  return undefined;
}
