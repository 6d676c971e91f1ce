// Loads a JavaScript module with Node, a TypeScript module with jiti.
import { pathToFileURL } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';
import { statFile } from '@mlp-lab/core/files';

/** The exports of a module. */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * @param title how errors name it.
 * @throws MlpLabError `unavailable` if it can't be loaded.
 */
export async function loadModule(file: string, title: string): Promise<Exports> {
  try {
    await statFile(file);
    if (!/\.[cm]?tsx?$/.test(file)) return await import(/* @vite-ignore */ pathToFileURL(file).href);
    const { createJiti } = await import('jiti');
    return await createJiti(pathToFileURL(file).href).import<Exports>(file);
  } catch (cause) {
    const [problem] = String((cause as Error)?.message ?? cause).split('\n');
    throw new MlpLabError('unavailable', `${title} can't be loaded: ${problem}`, { cause });
  }
}
