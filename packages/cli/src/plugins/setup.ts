// What a command knows of the user's plugins: loaded when it is first asked for.
import { createRegistry, notebook, type Registry } from '@mlp-lab/models';
import type { LoadedPlugin, PluginSources } from './load-plugins';

export interface Setup {
  /** Where the plugins are from. */
  sources: PluginSources;
  /** @throws MlpLabError as `loadPlugins` */
  plugins(): Promise<LoadedPlugin[]>;
  /**
   * The notebook's variants and those of the plugins.
   *
   * @throws MlpLabError as `loadPlugins`; `name-conflict` where two plugins claim one name.
   */
  registry(): Promise<Registry>;
}

/** @param onWarning is told of deprecated names in use. */
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
  };
}
