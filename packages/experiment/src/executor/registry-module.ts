// How a thread gets the registry: it can receive data but no code, so it loads a module that exports the registry.
import type { Registry } from '@mlp-lab/models';

/** A module whose default export is the registry, or a function that returns it, also as a promise. */
export interface RegistryModule {
  /** A module that threads import; its default export is the registry, or a function that returns it. */
  url: string;
  /** The argument of that function: plain data. */
  data?: unknown;
}

/** Loads the module on this thread. */
export async function loadRegistry({ url, data }: RegistryModule): Promise<Registry> {
  const { default: exported } = await import(/* @vite-ignore */ url);
  return typeof exported === 'function' ? exported(data) : exported;
}
