// Plain data with typed arrays ↔ JSON, every bit kept.
import { describeJson, MlpLabError } from '@mlp-lab/core';

const ARRAYS = { ArrayBuffer, Float32Array, Int32Array, Uint8Array, Uint32Array };

type ArrayName = keyof typeof ARRAYS;

/** JSON has no such value: an object of this key stands for it, with the kind and the text of the value. */
const SPECIAL = '$special';

/** The same data as objects, arrays, strings, finite numbers, booleans and null. What is undefined is left out. */
export function encode(value: unknown): unknown {
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return { [SPECIAL]: ['number', Object.is(value, -0) ? '-0' : String(value)] };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(encode);
  const name = value.constructor?.name;
  if (isArrayName(name)) return { [SPECIAL]: [name, toBase64(bytesOf(value as ArrayBuffer | ArrayBufferView))] };
  return mapFields(value, encode);
}

/** Reverses `encode`. @throws MlpLabError `bad-data` for what it can't have made. */
export function decode(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(decode);
  const special = (json as Record<string, unknown>)[SPECIAL];
  return Array.isArray(special) ? decodeSpecial(special) : mapFields(json, decode);
}

function decodeSpecial([name, text]: unknown[]): number | ArrayBuffer | ArrayBufferView {
  try {
    if (name === 'number') return Number(text);
    if (!isArrayName(name)) throw new TypeError('unknown');
    const { buffer } = fromBase64(String(text));
    return name === 'ArrayBuffer' ? buffer : new ARRAYS[name](buffer);
  } catch (cause) {
    const expected = `number or ${Object.keys(ARRAYS).join(', ')}, and its value as text`;
    throw new MlpLabError('bad-data', `${SPECIAL}: expected ${expected}, received ${describeJson([name, text])}`, {
      cause,
    });
  }
}

const isArrayName = (name: unknown): name is ArrayName => typeof name === 'string' && Object.hasOwn(ARRAYS, name);

function mapFields(value: object, change: (value: unknown) => unknown): object {
  const entries = Object.entries(value);
  for (const entry of entries) entry[1] = change(entry[1]);
  return Object.fromEntries(entries.filter(([, field]) => field !== undefined));
}

const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);

const CHUNK = 32768; // arguments of one call

/** Node's `btoa` takes a hundred times as long as its Buffer. */
function toBase64(bytes: Uint8Array): string {
  if (typeof Buffer === 'function') return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  let text = '';
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(text);
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
