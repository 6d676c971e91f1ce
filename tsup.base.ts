import { defineConfig } from 'tsup';

/** Every package is built the same way: ES modules and their types, from the entries that it names. */
export const build = (...entry: string[]) =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    clean: true,
    sourcemap: false,
    silent: true,
    external: [/^node:/],
    skipNodeModulesBundle: true,
    removeNodeProtocol: false,
  });
