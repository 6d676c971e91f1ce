// A JavaScript or TypeScript module by its file. Node loads JavaScript; jiti, TypeScript.
import { pathToFileURL } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';

/** What a module exports. */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * @param title what an error calls it.
 * @throws MlpLabError `unavailable` where it throws as it is loaded.
 */
export async function loadModule(file: string, title: string): Promise<Exports> {
  try {
    if (!/\.[cm]?tsx?$/.test(file)) return await import(/* @vite-ignore */ pathToFileURL(file).href);
    const { createJiti } = await import('jiti');
    return await createJiti(pathToFileURL(file).href).import<Exports>(file);
  } catch (cause) {
    const [problem] = String((cause as Error)?.message ?? cause).split('\n');
    throw new MlpLabError('unavailable', `${title} can't be loaded, it fails with: ${problem}`, { cause });
  }
}
