// Imports a registry from a module; loaded with it.
import { MlpLabError } from '@mlp-lab/core';
import { checkRegistry, type Registry } from '@mlp-lab/models';

/** @throws MlpLabError `invalid-argument` where the module can't be loaded, its code fails, or it exports no registry. */
export async function importRegistry(url: string, data: unknown): Promise<Registry> {
  const registry = await exportOf(url, data);
  checkRegistry(`registryModule ${url}`, registry);
  return registry as Registry;
}

async function exportOf(url: string, data: unknown): Promise<unknown> {
  try {
    const { default: exported } = await import(/* @vite-ignore */ url);
    return await (typeof exported === 'function' ? exported(data) : exported);
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause;
    throw new MlpLabError(
      'invalid-argument',
      `registryModule ${url} can't be loaded: ${(cause as Error | undefined)?.message ?? cause}`,
      { cause },
    );
  }
}
