// How packages are built whose parts apps load when they use them: as tsup.base.ts, with files that are chosen here.
import { resolve } from 'node:path';
import type { OutputOptions, Plugin, RolldownOptions } from 'rolldown';

type Groups = NonNullable<Exclude<OutputOptions['codeSplitting'], boolean | undefined>['groups']>;

/**
 * ES modules from the entries that a package names. What `src` imports by `import()` is in files of their own.
 *
 * @param groups which modules share a file, beside the entries
 */
export const build = (input: Record<string, string>, groups: Groups): RolldownOptions => ({
  input,
  external: /^(@|node:)/,
  platform: 'neutral',
  transform: { target: 'es2022', define: { process: 'globalThis.process', Buffer: 'globalThis.Buffer' } },
  treeshake: { moduleSideEffects: false },
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    chunkFileNames: '[name].js',
    codeSplitting: { groups },
    minify: false,
  },
});

/** Groups of modules by what a module imports: `collected` is a plugin of the build. */
export function moduleGroups() {
  const imports = new Map<string, readonly string[]>();
  const collected: Plugin = {
    name: 'collected',
    moduleParsed({ id, importedIds }) {
      imports.set(id, importedIds);
    },
  };

  function importedBy(id: string, found = new Set<string>()): Set<string> {
    if (found.has(id)) return found;
    found.add(id);
    for (const imported of imports.get(id) ?? []) importedBy(imported, found);
    return found;
  }

  /** The modules that a module imports at once, and itself, unless it is loaded as a file of its own. */
  function filesOf(entry: string, { itself = true } = {}) {
    const path = resolve(entry);
    let files: Set<string> | undefined;
    return (id: string): boolean => {
      files ??= importedBy(path);
      return files.has(id) && (itself || id !== path);
    };
  }

  return { collected, filesOf };
}
