// A folder on a server, read with fetch in Node and in browsers.
import { MlpLabError } from '@mlp-lab/core';
import { type Folder, nameOfPath, type ReadOptions } from './folder';

/** The statuses for an absent file; object stores answer 403. */
const ABSENT = [403, 404, 410];

/** Endings of the files that are data sets by themselves, or one file of a data set. */
const FILE = /\.(npz|npy|csv|tsv|txt|arff|parquet|pq|zip|gz)$|[-.]idx\d-\w+$/i;

/**
 * The folder at an http or https URL, with or without a slash at the end, or that of the file at it: a URL that ends as data files
 * do is a file. The query is part of every request.
 *
 * @param isFile the URL is a file whatever its ending.
 */
export function httpFolder(url: URL, isFile = false): Folder {
  const parts = url.pathname.split('/');
  const last = parts.at(-1)!;
  const file = isFile || FILE.test(last) ? decoded(last) : undefined;
  const folder = new URL(url);
  folder.pathname = file === undefined ? url.pathname.replace(/\/*$/, '/') : parts.slice(0, -1).concat('').join('/');
  const pathOf = (name: string) => {
    if (name === file) return url.href; // as it was given: it may be signed
    const other = new URL(folder);
    other.pathname += name;
    return other.href;
  };
  return {
    name: nameOfPath(parts.map(decoded)) ?? folder.host,
    path: url.href,
    file,
    ...(file === undefined && last !== '' && { itself: httpFolder(url, true) }),
    pathOf,
    read: (name, options) => download(pathOf(name), options),
  };
}

/** A part of a path; as it is where its % signs are no codes. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function download(
  url: string,
  { signal, headers, onBytes }: ReadOptions,
): Promise<Uint8Array<ArrayBuffer> | string> {
  const response = await fetch(url, { signal, headers }).catch((cause) => {
    throw connectionError(url, 'no answer', cause);
  });
  const isAbsent = ABSENT.includes(response.status);
  if (!response.ok) await response.body?.cancel();
  if (isAbsent) return `HTTP ${status(response)}`;
  if (!response.ok) throw new MlpLabError('io', `${url}: expected HTTP status 200, received ${status(response)}`);

  const parts: Uint8Array<ArrayBuffer>[] = [];
  const total = sizeOf(response);
  const reader = response.body?.getReader();
  for (let received = 0; reader; ) {
    const { done, value } = await reader.read().catch((cause) => {
      throw connectionError(url, `connection lost after ${received} bytes`, cause);
    });
    if (done) break;
    parts.push(value);
    received += value.length;
    onBytes?.(received, total);
  }
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return isPage(response, bytes) ? 'an HTML page' : bytes;
}

/** Servers of web applications answer unknown paths with their start page and status 200; some call every file HTML. */
function isPage({ headers }: Response, bytes: Uint8Array): boolean {
  if (!headers.get('content-type')?.startsWith('text/html')) return false;
  return /^(\s*<|\s*$)/.test(new TextDecoder().decode(bytes.subarray(0, 512)));
}

/** The bytes to be received; unknown where fetch decompresses the body, since the header has the compressed length. */
function sizeOf({ headers }: Response): number | undefined {
  return headers.has('content-encoding') ? undefined : Number(headers.get('content-length')) || undefined;
}

const status = (response: Response) => `${response.status} ${response.statusText}`.trim();

/** The message of fetch's own error says little; in Node its cause has the reason. */
function connectionError(url: string, problem: string, cause: Error): MlpLabError {
  const reason = cause.cause instanceof Error ? cause.cause.message : cause.message;
  return new MlpLabError('io', `${url}: ${problem}: ${reason}`, { cause });
}
