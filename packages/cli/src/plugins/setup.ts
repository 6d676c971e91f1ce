// The user's plugins and the registry with their variants, loaded on first use.
import type { PluginDigests } from '@mlp-lab/experiment';
import { createRegistry, notebook, type Registry } from '@mlp-lab/models';
import type { LoadedPlugin, PluginSources } from './load-plugins';

export interface Setup {
  /** Where the plugins are found. */
  sources: PluginSources;
  /** @throws MlpLabError as `loadPlugins` */
  plugins(): Promise<LoadedPlugin[]>;
  /**
   * The notebook's variants and those of the plugins.
   *
   * @throws MlpLabError as `loadPlugins`; `name-conflict` if two plugins use the same name.
   */
  registry(): Promise<Registry>;
  /** The SHA-256 of the plugins' code. */
  digests(): Promise<PluginDigests>;
}

/** @param onWarning receives a message for each deprecated name in use. */
export function openSetup(sources: PluginSources, onWarning: (message: string) => void = () => {}): Setup {
  let loaded: Promise<LoadedPlugin[]> | undefined;
  let registry: Promise<Registry> | undefined;
  const plugins = () => {
    loaded ??= import('./load-plugins').then(({ loadPlugins }) => loadPlugins(sources));
    return loaded;
  };
  return {
    sources,
    plugins,
    registry() {
      registry ??= plugins().then((all) =>
        createRegistry([notebook(), ...all.map(({ plugin }) => plugin)], { onWarning }),
      );
      return registry;
    },
    async digests() {
      const all = await plugins();
      return all.length === 0 ? {} : (await import('./plugin-digests')).pluginDigests(all);
    },
  };
}
