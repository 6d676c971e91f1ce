// How packages are built whose parts apps load when they use them: as tsup.base.ts, with files that are chosen here.
import type { OutputOptions, RolldownOptions } from 'rolldown';

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
