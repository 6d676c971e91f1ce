// A folder on a server, read with fetch in Node and in browsers.
import { MlpLabError } from '@mlp-lab/core';
import type { Folder, ReadOptions } from './folder';

/** The statuses for an absent file; object stores answer 403. */
const ABSENT = [403, 404, 410];

/** The folder at an http or https URL, with or without a slash at the end; its query is part of every request. */
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
    throw connectionError(url, 'no answer', cause);
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
      throw connectionError(url, `connection lost after ${received} bytes`, cause);
    });
    if (done) break;
    parts.push(value);
    received += value.length;
    onBytes?.(received, total);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Servers of web applications answer unknown paths with their start page and status 200. */
function reasonOfAbsence(response: Response): string | undefined {
  if (ABSENT.includes(response.status)) return `HTTP ${status(response)}`;
  if (response.ok && response.headers.get('content-type')?.startsWith('text/html')) return 'an HTML page';
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
