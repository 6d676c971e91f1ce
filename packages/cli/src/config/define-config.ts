// The default export of `mlp-lab.config.ts`: `export default defineConfig({ plugins: [maxout()], epochs: 5 })`.
import type { Arithmetic } from '@mlp-lab/core';
import type { Plugin } from '@mlp-lab/models';

/** A plugin, the name of its package, the path of its module, or a list of these. `condition && plugin` works, too. */
export type PluginEntry = Plugin | string | readonly PluginEntry[] | false | null | undefined;

/** Plugins, and default values of options that the command line leaves out. Paths are relative to the file. */
export interface Config {
  /** Plugins for every command: objects, package names, or paths relative to this file. */
  readonly plugins?: readonly PluginEntry[];
  /** `--epochs` of all commands that train; the fields below likewise. */
  readonly epochs?: number;
  /** Images per step, in place of that of each recipe. */
  readonly batchSize?: number;
  /** How pixels are scaled, in place of what each recipe says. */
  readonly scale?: 'none' | 'unit' | 'standard';
  /** What computes: a name of `mlp-lab list backends`, or `auto`. */
  readonly backend?: string;
  /** How the engine multiplies and adds in training. */
  readonly arithmetic?: Arithmetic;
  /** Networks that train at the same time. */
  readonly jobs?: number;
  /** The most threads that train one network together. */
  readonly threads?: number;
  /** Each variant is trained once per seed. */
  readonly seeds?: readonly number[];
  /** Of the commands with a single seed. */
  readonly seed?: number;
  /** Whether rows keep their published settings or share those of a controlled comparison. */
  readonly protocol?: 'as-published' | 'controlled';
  /** A folder of IDX files, or a URL. */
  readonly data?: string;
  /** Use only so many training images and so many test images. */
  readonly limit?: number;
  /** The folder where runs are saved. */
  readonly out?: string;
}

/** Returns the configuration unchanged, with its fields checked by the compiler. */
export const defineConfig = (config: Config): Config => config;
