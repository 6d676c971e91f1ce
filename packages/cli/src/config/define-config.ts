// The default export of `mlp-lab.config.ts`: `export default defineConfig({ plugins: [maxout()], epochs: 5 })`.
import type { Plugin } from '@mlp-lab/models';

/** A plugin, the name of its package, the path of its module, or a list of these. `condition && plugin` works, too. */
export type PluginEntry = Plugin | string | readonly PluginEntry[] | false | null | undefined;

/** Plugins, and default values of options that the command line leaves out. Paths are relative to the file. */
export interface Config {
  readonly plugins?: readonly PluginEntry[];
  /** `--epochs` of all commands that train; the fields below likewise. */
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly scale?: 'none' | 'unit' | 'standard';
  readonly backend?: string;
  readonly jobs?: number;
  readonly threads?: number;
  readonly seeds?: readonly number[];
  /** Of the commands with a single seed. */
  readonly seed?: number;
  readonly protocol?: 'as-published' | 'controlled';
  /** A folder of IDX files, or a URL. */
  readonly data?: string;
  readonly limit?: number;
  /** The folder where runs are saved. */
  readonly out?: string;
}

/** Returns the configuration unchanged, with its fields checked by the compiler. */
export const defineConfig = (config: Config): Config => config;
