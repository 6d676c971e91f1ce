// Finds the configuration file of a folder, in it or above it, loads it and checks it.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { loadModule } from '../plugins/load-module';
import { checkConfig } from './check-config';
import type { Config } from './define-config';

const NAMES = ['ts', 'mts', 'mjs', 'js'].map((ending) => `mlp-lab.config.${ending}`);

export interface LoadedConfig {
  /** Undefined if there is none. */
  file?: string;
  config: Config;
}

/**
 * @param asked the value of `--config`, if it is given.
 * @throws MlpLabError `io` if that file does not exist; `unavailable` if it can't be loaded; `invalid-argument` for wrong contents.
 */
export async function loadConfig(cwd: string, asked?: string): Promise<LoadedConfig> {
  const file = asked === undefined ? findConfig(cwd) : resolve(cwd, asked);
  if (file === undefined) return { config: {} };
  if (!existsSync(file)) throw new MlpLabError('io', `--config ${asked}: expected a file, but ${file} does not exist`);
  const { default: config } = await loadModule(file, file);
  return { file, config: withPaths(dirname(file), checkConfig(file, await config)) };
}

function findConfig(folder: string): string | undefined {
  const found = NAMES.map((name) => join(folder, name)).find((file) => existsSync(file));
  const above = dirname(folder);
  return found ?? (above === folder ? undefined : findConfig(above));
}

/** Paths in the file are relative to its folder. */
function withPaths(folder: string, { data, out, ...config }: Config): Config {
  const isUrl = data !== undefined && /^https?:/.test(data);
  return {
    ...config,
    ...(data !== undefined && { data: isUrl ? data : resolve(folder, data) }),
    ...(out !== undefined && { out: resolve(folder, out) }),
  };
}
