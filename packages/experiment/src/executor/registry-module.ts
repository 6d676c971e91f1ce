// How a thread gets the registry: it can receive data but no code, so it loads a module that exports the registry.
import { checkObject, checkUrl } from '@mlp-lab/core';
import type { Registry } from '@mlp-lab/models';

/** A module whose default export is the registry, or a function that returns it, also as a promise. */
export interface RegistryModule {
  /** The address of a module that threads import, `new URL('./registry.js', import.meta.url)`. Its default export is the registry, or a function that returns it. */
  url: string | URL;
  /** The argument of that function: plain data. */
  data?: unknown;
}

export function checkRegistryModule(name: string, value: unknown): void {
  checkUrl(`${name}.url`, (checkObject(name, value) as { url?: unknown }).url);
}

/**
 * Loads the module on this thread.
 *
 * @throws MlpLabError `invalid-argument` where it can't be loaded, its code fails, or it exports no registry.
 */
export async function loadRegistry({ url, data }: RegistryModule): Promise<Registry> {
  return (await import('./import-registry')).importRegistry(String(url), data);
}
