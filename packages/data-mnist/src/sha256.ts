// SHA-256 wherever a program runs: by Node, by Web Crypto, and on pages without either (http, not localhost) in JavaScript.
import { isBrowser } from '@mlp-lab/core';

/** The SHA-256 of the parts, one after the other: 64 hexadecimal digits. */
export async function sha256(parts: readonly Uint8Array[]): Promise<string> {
  if (!isBrowser()) return ofNode(parts);
  return toHex(globalThis.crypto?.subtle ? await ofWebCrypto(parts) : await inJavaScript(parts));
}

function ofNode(parts: readonly Uint8Array[]): string {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Takes one array, which must not be shared memory. */
async function ofWebCrypto(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    joined.set(part, end);
    end += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined));
}

/** About ten times slower than the others. */
async function inJavaScript(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const { sha256: library } = await import('@noble/hashes/sha2.js');
  return parts.reduce((hash, part) => hash.update(part), library.create()).digest();
}

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
