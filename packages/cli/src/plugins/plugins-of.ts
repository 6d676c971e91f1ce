// What a module exports → the plugins in it, checked.
import { MlpLabError } from '@mlp-lab/core';
import { definePlugin, type Plugin } from '@mlp-lab/models';
import type { Exports } from './load-module';

/**
 * The module's default export, or the one named `plugin`: a plugin, a function that gives one, or a list of them.
 *
 * @throws MlpLabError `bad-data`, naming the module and what it was expected to export.
 */
export function pluginsOf({ default: exported, plugin }: Exports, title: string): Plugin[] {
  const found = (Array.isArray(exported) ? exported : [exported ?? plugin]).map((entry) => made(entry, title));
  return found.map((entry) => checked(entry, title));
}

function made(entry: unknown, title: string): unknown {
  if (typeof entry !== 'function') return entry;
  try {
    return entry();
  } catch (cause) {
    throw new MlpLabError('bad-data', `${title}: its function fails with: ${(cause as Error)?.message ?? cause}`, {
      cause,
    });
  }
}

/** @throws MlpLabError `bad-data` for what is no plugin. */
export function checked(entry: unknown, title: string): Plugin {
  if (typeof entry !== 'object' || entry === null || !('meta' in entry))
    throw new MlpLabError(
      'bad-data',
      `${title}: expected a plugin, export default definePlugin({ meta, … }), received ${typeof entry}`,
    );
  try {
    return definePlugin(entry as Plugin);
  } catch (cause) {
    throw new MlpLabError('bad-data', `${title}: ${(cause as Error).message}`, { cause });
  }
}
