// The names that a plugin uses in a registry, and whether they are free.
import { MlpLabError } from '@mlp-lab/core';
import { namesOf } from './check-plugin';
import { fullName, type Plugin, pluginTitle } from './plugin';

/** `plugin acme-maxout`, `variant acme/maxout`, `layer acme>Maxout`, `optimizer acme/lion`, … */
export function claimsOf(plugin: Plugin): string[] {
  const { meta, variants = [], layers = {}, optimizers = {}, activations = {}, initializers = {} } = plugin;
  const named = (kind: string, parts: object) =>
    Object.keys(parts).map((name) => `${kind} ${fullName(meta, name, kind === 'layer' ? '>' : '/')}`);
  return [
    `plugin ${meta.name}`,
    ...variants.flatMap(namesOf).map((name) => `variant ${fullName(meta, name)}`),
    ...named('layer', layers),
    ...named('optimizer', optimizers),
    ...named('activation', activations),
    ...named('initializer', initializers),
  ];
}

/** @throws MlpLabError `name-conflict` for the first name that another plugin has. */
export function checkClaims(plugin: Plugin, owners: ReadonlyMap<string, Plugin>): void {
  for (const claim of claimsOf(plugin)) {
    const owner = owners.get(claim);
    if (owner !== undefined && owner !== plugin)
      throw new MlpLabError(
        'name-conflict',
        `${claim} is taken by ${pluginTitle(owner)}: ${pluginTitle(plugin)} cannot use it, too; rename it, or use(plugin, { override: true })`,
      );
  }
}
