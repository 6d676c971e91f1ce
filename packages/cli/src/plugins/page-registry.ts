// The registry of a page and its workers: this module is bundled for the browser together with the plugins' modules.
import { MlpLabError } from '@mlp-lab/core';
import { createRegistry, notebook, type Plugin, type Registry } from '@mlp-lab/models';
import type { Exports } from './load-module';
import { pluginsOf } from './plugins-of';

export interface BundledModule {
  /** How errors name it. */
  title: string;
  /** Whether it is a configuration file, whose plugins are in a list. */
  isConfig: boolean;
  load(): Promise<Exports>;
}

/** @throws MlpLabError `unavailable` if a module can't be loaded; as `createRegistry`. */
export async function pageRegistry(modules: readonly BundledModule[]): Promise<Registry> {
  const plugins: Plugin[] = [];
  for (const bundled of modules) plugins.push(...(await pluginsIn(bundled))); // in the order in which they were named
  return createRegistry([notebook(), ...plugins]);
}

async function pluginsIn({ title, isConfig, load }: BundledModule): Promise<Plugin[]> {
  const exported = await load().catch((cause) => {
    const problem = cause?.message ?? cause;
    throw new MlpLabError('unavailable', `${title} can't be loaded in a browser: ${problem}`, { cause });
  });
  if (!isConfig) return pluginsOf(exported, title);
  const { plugins } = (await exported.default) as { plugins: unknown[] };
  return plugins.flat(Number.POSITIVE_INFINITY).filter((entry) => typeof entry === 'object' && entry) as Plugin[];
}
