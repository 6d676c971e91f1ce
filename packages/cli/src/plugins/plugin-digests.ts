// The plugins of a command → the SHA-256 of their code, with all that they import from files beside them.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PluginDigests } from '@mlp-lab/experiment';
import { pluginTitle } from '@mlp-lab/models';
import type { LoadedPlugin } from './load-plugins';

/** By `NAME VERSION`. Comments and white space don't count. */
export async function pluginDigests(plugins: readonly LoadedPlugin[]): Promise<PluginDigests> {
  const digests = new Map<string, Promise<string>>();
  for (const { file } of plugins) if (!digests.has(file)) digests.set(file, digestOf(file));
  const all = plugins.map(async ({ plugin, file }) => [pluginTitle(plugin), await digests.get(file)!] as const);
  return Object.fromEntries(await Promise.all(all));
}

async function digestOf(file: string): Promise<string> {
  const { build } = await import('esbuild');
  const bundled = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
  }).catch(() => undefined); // it imports what only Node can load
  const code = bundled ? bundled.outputFiles[0].contents : await readFile(file);
  return createHash('sha256').update(code).digest('hex');
}
