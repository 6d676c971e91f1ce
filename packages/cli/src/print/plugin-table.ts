// Plugins → a table of what each one adds, its version and its file.
import { relative } from 'node:path';
import type { LoadedPlugin } from '../plugins/load-plugins';
import { table } from './table';

export type PluginFacts = ReturnType<typeof pluginFacts>;

/** Plain JSON, with names as recipes and commands write them. */
export function pluginFacts({ plugin, file, version }: LoadedPlugin) {
  const { meta, variants = [], layers, optimizers, activations, initializers } = plugin;
  const full = (name: string) => (meta.namespace === '' ? name : `${meta.namespace}/${name}`);
  const names = (parts: object = {}) => Object.keys(parts).map(full);
  return {
    name: meta.name,
    version,
    file,
    variants: variants.map(({ name }) => full(name)),
    layers: names(layers),
    optimizers: names(optimizers),
    activations: names(activations),
    initializers: names(initializers),
  };
}

export function pluginTable(plugins: readonly PluginFacts[]): string {
  if (plugins.length === 0)
    return 'No plugins. To load one, name it: --plugin NAME, a package or a file. To start one of your own: mlp-lab new-plugin.';
  const rows = plugins.map(({ name, version, file, ...brought }) => [
    name,
    version,
    Object.entries(brought)
      .filter(([, names]) => names.length > 0)
      .map(([kind, names]) => `${kind} ${names.join(', ')}`)
      .join('; ') || 'nothing',
    relative(process.cwd(), file),
  ]);
  return table(['Plugin', 'Version', 'What it adds', 'File'], rows, { wrap: { 2: 48 } });
}
