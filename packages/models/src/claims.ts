// Which names a plugin takes in a registry, and whether they are free.
import { MlpLabError } from '@mlp-lab/core';
import { fullName, type Plugin } from './plugin';

/** `plugin acme-maxout`, `variant acme/maxout`, `layer acme>Maxout`, `optimizer acme/lion`. */
export function claimsOf({ meta, variants = [], layers = {}, optimizers = {} }: Plugin): string[] {
  return [
    `plugin ${meta.name}`,
    ...variants.map(({ name }) => `variant ${fullName(meta, name)}`),
    ...Object.keys(layers).map((name) => `layer ${fullName(meta, name, '>')}`),
    ...Object.keys(optimizers).map((name) => `optimizer ${fullName(meta, name)}`),
  ];
}

/** @throws MlpLabError `name-conflict` for the first name that another plugin has. */
export function checkClaims(plugin: Plugin, owners: ReadonlyMap<string, Plugin>): void {
  for (const claim of claimsOf(plugin)) {
    const owner = owners.get(claim);
    if (owner !== undefined && owner !== plugin)
      throw new MlpLabError(
        'name-conflict',
        `${claim} is taken by ${title(owner)}: ${title(plugin)} can't have it too; rename it, or use(plugin, { override: true })`,
      );
  }
}

const title = ({ meta }: Plugin) => `${meta.name} ${meta.version}`;
