// Opens a source: a folder or a file on a server, or on disk, for which alone code for Node is loaded.
import { MlpLabError } from '@mlp-lab/core';
import type { Folder } from './folder';
import { httpFolder } from './http-folder';
import type { GivenFile } from './source/files-folder';

const SCHEME = /^[a-z][a-z\d+.-]+:\/\//i; // at least two letters, since C:\ is a path

/**
 * The folder of `source`, a path, a URL or files; without a source, in Node, MNIST itself.
 *
 * @throws MlpLabError `invalid-argument` where it can't be a folder or a file, `bad-data` where it does not exist.
 */
export async function openFolder(source: string | URL | readonly GivenFile[] | undefined): Promise<Folder> {
  if (Array.isArray(source)) return (await import('./source/files-folder')).filesFolder(source);
  const inNode = typeof process === 'object' && process.versions?.node !== undefined;
  if (source === undefined && !inNode)
    throw refused('source is missing: in a browser, pass the URL of a folder with the four IDX files');
  const url = source === undefined ? undefined : urlOf(String(source), inNode);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return httpFolder(url);
  if (url && !(inNode && url.protocol === 'file:'))
    throw refused(`source: expected ${inNode ? 'a path, or a file, ' : 'an '}http or https URL, received ${source}`);
  if (source === undefined) return (await import('./mnist-folder')).mnistFolder();
  return (await import('./disk-folder')).diskFolder(url?.href ?? String(source));
}

/** The URL of a source, in a browser relative to the page, as in fetch; undefined for a path in Node. */
function urlOf(source: string, inNode: boolean): URL | undefined {
  if (inNode && !SCHEME.test(source)) return undefined;
  try {
    return new URL(source, globalThis.location?.href);
  } catch (cause) {
    throw refused(`source: expected the URL of a folder, received ${source}`, cause);
  }
}

const refused = (message: string, cause?: unknown) => new MlpLabError('invalid-argument', message, { cause });
