// A folder on a server, read with fetch, in Node and in the browser.
import { MlpLabError } from '@mlp-lab/core';
import type { Folder, ReadOptions } from './folder';

/** What servers answer for a file that isn't there; 403 is what object stores say. */
const ABSENT = [403, 404, 410];

/** The folder at an http or https URL, with or without a slash at its end; a query goes with every request. */
export function httpFolder(base: URL): Folder {
  const folder = new URL(base);
  folder.pathname = folder.pathname.replace(/\/*$/, '/');
  const pathOf = (file: string) => {
    const url = new URL(folder);
    url.pathname += file;
    return url.href;
  };
  return {
    name: folder.pathname.split('/').at(-2) || folder.host,
    pathOf,
    read: (file, options) => download(pathOf(file), options),
  };
}

async function download(
  url: string,
  { signal, headers, onBytes }: ReadOptions,
): Promise<Uint8Array<ArrayBuffer> | string> {
  const response = await fetch(url, { signal, headers }).catch((cause) => {
    throw interrupted(url, 'no answer', cause);
  });
  const absent = reasonOfAbsence(response);
  if (absent || !response.ok) await response.body?.cancel();
  if (absent) return absent;
  if (!response.ok) throw new MlpLabError('io', `${url}: expected HTTP status 200, received ${status(response)}`);

  const parts: Uint8Array<ArrayBuffer>[] = [];
  const total = sizeOf(response);
  const reader = response.body?.getReader();
  for (let received = 0; reader; ) {
    const { done, value } = await reader.read().catch((cause) => {
      throw interrupted(url, `broke off after ${received} bytes`, cause);
    });
    if (done) break;
    parts.push(value);
    received += value.length;
    onBytes?.(received, total);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** A server of a web application answers any unknown path with its start page, status 200. */
function reasonOfAbsence(response: Response): string | undefined {
  if (ABSENT.includes(response.status)) return `HTTP ${status(response)}`;
  if (response.ok && response.headers.get('content-type')?.startsWith('text/html')) return 'an HTML page';
}

/** The length of what will be received; a body that fetch decompresses has another than the header says. */
function sizeOf({ headers }: Response): number | undefined {
  return headers.has('content-encoding') ? undefined : Number(headers.get('content-length')) || undefined;
}

const status = (response: Response) => `${response.status} ${response.statusText}`.trim();

/** What fetch throws says little; in Node the reason is one cause below. */
function interrupted(url: string, what: string, cause: Error): MlpLabError {
  const reason = cause.cause instanceof Error ? cause.cause.message : cause.message;
  return new MlpLabError('io', `${url}: ${what}: ${reason}`, { cause });
}
