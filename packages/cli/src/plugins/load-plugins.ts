// Loads and checks the plugins of a command: those of the configuration file, then those of `--plugin`.
import { dirname } from 'node:path';
import type { Plugin } from '@mlp-lab/models';
import type { PluginEntry } from '../config/define-config';
import { type LoadedConfig, loadConfig } from '../config/load-config';
import { checkVersion } from './check-version';
import { findPlugin } from './find-plugin';
import { loadModule } from './load-module';
import { checked, pluginsOf } from './plugins-of';

/** Where to find the plugins, as plain data, so that a thread can load them again. */
export interface PluginSources {
  /** The folder from which names and paths of `--plugin` are resolved. */
  cwd: string;
  /** The configuration file, if there is one. */
  config?: string;
  /** The values of `--plugin`. */
  names: readonly string[];
}

export interface LoadedPlugin {
  plugin: Plugin;
  /** The module that exports it, or the configuration file that contains it. */
  file: string;
  version: string;
}

/** @throws MlpLabError `unavailable` or `bad-data`: one line that names the plugin, the problem and the remedy. */
export async function loadPlugins({ cwd, config: file, names }: PluginSources): Promise<LoadedPlugin[]> {
  const { config }: LoadedConfig = file === undefined ? { config: {} } : await loadConfig(cwd, file);
  const configured = file === undefined ? [] : await loadEntries(config.plugins ?? [], file);
  const asked = await Promise.all(names.map((name) => loadNamed(name, cwd)));
  const all = [...configured, ...asked.flat()];
  return all.filter(({ plugin }, i) => all.findIndex((other) => other.plugin === plugin) === i);
}

async function loadEntries(entries: readonly PluginEntry[], file: string): Promise<LoadedPlugin[]> {
  const loaded = await Promise.all(entries.map((entry, i) => loadEntry(entry, file, i)));
  return loaded.flat();
}

async function loadEntry(entry: PluginEntry, file: string, index: number): Promise<LoadedPlugin[]> {
  if (entry === false || entry === null || entry === undefined) return [];
  if (typeof entry === 'string') return loadNamed(entry, dirname(file));
  if (Array.isArray(entry)) return loadEntries(entry, file);
  return [loaded(checked(entry, `${file}: plugins[${index}]`), file)];
}

async function loadNamed(name: string, folder: string): Promise<LoadedPlugin[]> {
  const file = findPlugin(name, folder);
  const title = `plugin ${name} (${file})`;
  checkVersion(title, file);
  return pluginsOf(await loadModule(file, title), title).map((plugin) => loaded(plugin, file));
}

const loaded = (plugin: Plugin, file: string): LoadedPlugin => ({ plugin, file, version: plugin.meta.version });
