// The module from which threads load the plugins again.
import type { RegistryModule } from '@mlp-lab/experiment';
import type { PluginSources } from './load-plugins';

/** Undefined if there are no plugins. */
export function registryModule(sources: PluginSources): RegistryModule | undefined {
  if (sources.config === undefined && sources.names.length === 0) return undefined;
  return { url: new URL('./plugins/thread-registry.js', import.meta.url).href, data: sources };
}
