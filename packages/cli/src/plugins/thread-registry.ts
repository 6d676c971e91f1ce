// The registry of a thread: the same plugins, loaded again from where the command found them.
import type { Registry } from '@mlp-lab/models';
import type { PluginSources } from './load-plugins';
import { openSetup } from './setup';

export default function threadRegistry(sources: PluginSources): Promise<Registry> {
  return openSetup(sources).registry();
}
