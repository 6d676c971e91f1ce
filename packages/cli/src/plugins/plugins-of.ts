// The exports of a module → its plugins, checked.
import { MlpLabError } from '@mlp-lab/core';
import { definePlugin, type Plugin } from '@mlp-lab/models';
import type { Exports } from './load-module';

/**
 * Takes the default export, or the one named `plugin`: a plugin, a function that returns one, or a list of these.
 *
 * @throws MlpLabError `bad-data`, naming the module and the expected export.
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
    throw new MlpLabError('bad-data', `${title}: its function throws: ${(cause as Error)?.message ?? cause}`, {
      cause,
    });
  }
}

/** @throws MlpLabError `bad-data` if it is not a plugin. */
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
