// What `mlp-lab.config.ts` exports: `export default defineConfig({ plugins: [maxout()], epochs: 5 })`.
import type { Plugin } from '@mlp-lab/models';

/** A plugin; the name of its package or the path of its module; several; or nothing, so that `condition && plugin` can stand there. */
export type PluginEntry = Plugin | string | readonly PluginEntry[] | false | null | undefined;

/** Plugins, and what options of commands are where the command line does not say. Paths are relative to the file. */
export interface Config {
  readonly plugins?: readonly PluginEntry[];
  /** Of all commands that train: `--epochs`, … */
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly scale?: 'none' | 'unit' | 'standard';
  readonly backend?: string;
  readonly jobs?: number;
  readonly seeds?: readonly number[];
  /** Of the commands that take one seed. */
  readonly seed?: number;
  readonly protocol?: 'as-published' | 'controlled';
  /** A folder of IDX files, or a URL. */
  readonly data?: string;
  readonly limit?: number;
  /** The folder where runs are kept. */
  readonly out?: string;
}

/** The configuration as it is, its fields known to the compiler. */
export const defineConfig = (config: Config): Config => config;
