// Short names of plugin packages, as in ESLint.

const PREFIX = 'mlp-lab-plugin';

/**
 * `foo` → `mlp-lab-plugin-foo`, `@s` → `@s/mlp-lab-plugin`, `@s/foo` → `@s/mlp-lab-plugin-foo`. A full name stays as it is.
 */
export function pluginPackageName(name: string): string {
  const [, scope, bare = ''] = /^(@[^/]+)?\/?(.*)$/.exec(name)!;
  const own = bare === PREFIX || bare.startsWith(`${PREFIX}-`) ? bare : [PREFIX, bare].filter(Boolean).join('-');
  return scope === undefined ? own : `${scope}/${own}`;
}
