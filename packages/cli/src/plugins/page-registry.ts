// What a page and its workers build networks from: the plugins' modules, bundled with this one for the browser.
import { MlpLabError } from '@mlp-lab/core';
import { createRegistry, notebook, type Plugin, type Registry } from '@mlp-lab/models';
import type { Exports } from './load-module';
import { pluginsOf } from './plugins-of';

export interface BundledModule {
  /** What errors call it. */
  title: string;
  /** Whether it is a configuration: its plugins stand in its list. */
  isConfig: boolean;
  load(): Promise<Exports>;
}

/** @throws MlpLabError `unavailable` where a module fails as it is loaded; as `createRegistry`. */
export async function pageRegistry(modules: readonly BundledModule[]): Promise<Registry> {
  const plugins: Plugin[] = [];
  for (const bundled of modules) plugins.push(...(await pluginsIn(bundled))); // one after another, as they were named
  return createRegistry([notebook(), ...plugins]);
}

async function pluginsIn({ title, isConfig, load }: BundledModule): Promise<Plugin[]> {
  const exported = await load().catch((cause) => {
    const problem = cause?.message ?? cause;
    throw new MlpLabError('unavailable', `${title} can't be loaded in a browser, it fails with: ${problem}`, { cause });
  });
  if (!isConfig) return pluginsOf(exported, title);
  const { plugins } = (await exported.default) as { plugins: unknown[] };
  return plugins.flat(Number.POSITIVE_INFINITY).filter((entry) => typeof entry === 'object' && entry) as Plugin[];
}
