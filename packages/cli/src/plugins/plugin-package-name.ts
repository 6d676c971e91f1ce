// The short names of plugin packages, as other tools have them.

const PREFIX = 'mlp-lab-plugin';

/**
 * `foo` → `mlp-lab-plugin-foo`, `@s` → `@s/mlp-lab-plugin`, `@s/foo` → `@s/mlp-lab-plugin-foo`; the names of packages stay as
 * they are.
 */
export function pluginPackageName(name: string): string {
  const [, scope, bare = ''] = /^(@[^/]+)?\/?(.*)$/.exec(name)!;
  const own = bare === PREFIX || bare.startsWith(`${PREFIX}-`) ? bare : [PREFIX, bare].filter(Boolean).join('-');
  return scope === undefined ? own : `${scope}/${own}`;
}
