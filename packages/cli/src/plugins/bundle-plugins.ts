// The plugins' modules and all their imports → one module for the browser. Its default export returns the registry.
import { fileURLToPath } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';
import type { BuildFailure } from 'esbuild';
import { onDemand } from '../on-demand';
import type { LoadedPlugin } from './load-plugins';

interface PluginModule {
  file: string;
  /** Names of the plugins that it exports. */
  names: string[];
}

const ownFile = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const PAGE_REGISTRY = ownFile('./plugins/page-registry.js');
const ALIASES = { '@mlp-lab/cli/config': ownFile('./config.js') }; // the program need not be installed beside a configuration

/**
 * @param config the configuration file, if there is one.
 * @throws MlpLabError `unavailable` if a plugin can't be bundled, or esbuild is not installed; the message names the plugin, its file and the first problem.
 */
export async function bundlePlugins(plugins: readonly LoadedPlugin[], config?: string): Promise<Uint8Array> {
  await loadEsbuild(); // its absence is no fault of any one plugin
  const modules = modulesOf(plugins);
  try {
    return await bundle(modules, config);
  } catch (failure) {
    for (const one of modules)
      await bundle([one], config).catch((cause) => {
        throw unbundled(one, cause);
      });
    throw failure; // each can be bundled on its own: a bug of mlp-lab
  }
}

function modulesOf(plugins: readonly LoadedPlugin[]): PluginModule[] {
  const files = [...new Set(plugins.map(({ file }) => file))];
  return files.map((file) => ({
    file,
    names: plugins.filter((one) => one.file === file).map(({ plugin }) => plugin.meta.name),
  }));
}

const loadEsbuild = () => onDemand('a plugin in a browser', ['esbuild'], 'train in Node', () => import('esbuild'));

async function bundle(modules: readonly PluginModule[], config: string | undefined): Promise<Uint8Array> {
  const { build } = await loadEsbuild();
  const { outputFiles } = await build({
    stdin: { contents: entry(modules, config), resolveDir: process.cwd(), sourcefile: 'plugins.js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    alias: ALIASES,
    logLevel: 'silent',
  });
  return outputFiles[0].contents;
}

/** Modules are imported on demand, so that an error of one is reported under its name. */
function entry(modules: readonly PluginModule[], config: string | undefined): string {
  const bundled = modules.map((one) => {
    const isConfig = one.file === config;
    return `{ title: ${quoted(titleOf(one))}, isConfig: ${isConfig}, load: () => import(${quoted(one.file)}) }`;
  });
  return `import { pageRegistry } from ${quoted(PAGE_REGISTRY)};
export default () => pageRegistry([${bundled.join()}]);`;
}

const quoted = (text: string) => JSON.stringify(text);

const titleOf = ({ file, names }: PluginModule) => `plugin ${names.join(', ')} (${file})`;

function unbundled(module: PluginModule, cause: BuildFailure): MlpLabError {
  const [{ text, location }] = cause.errors ?? [{ text: cause.message, location: null }];
  const where = location ? `${location.file}:${location.line}: ` : '';
  return new MlpLabError('unavailable', `${titleOf(module)} can't be bundled for the browser: ${where}${text}`, {
    cause,
  });
}
