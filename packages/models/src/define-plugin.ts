// Where plugins are defined and checked.
import { checkPlugin } from './check-plugin';
import type { Plugin } from './plugin';
import type { Variant } from './variant';

/**
 * Checks a plugin and returns it. Define the object once, at the top of its module: a registry distinguishes plugins by identity.
 *
 * @throws MlpLabError `invalid-argument` or `unknown-name` with the plugin and what is wrong with it.
 */
export function definePlugin<
  const Namespace extends string,
  const Variants extends readonly Variant[] = readonly Variant[],
>(plugin: Plugin<Namespace, Variants>): Plugin<Namespace, Variants> {
  checkPlugin(plugin);
  return plugin;
}
