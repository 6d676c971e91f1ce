// The safetensors format: an 8-byte length, a JSON header padded to 8 bytes, then the tensors' bytes without gaps.
import { sizeFromShape } from '@mlp-lab/core';
import { damaged } from '../../network/exchange-error';
import type { Weight } from '../../network/network';
import { bytesPerNumber, floatsOf, isNumberType, littleEndian } from '../little-endian';

export interface Safetensors {
  /** By name, in the order of the file. */
  readonly tensors: ReadonlyMap<string, Weight>;
  readonly metadata: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 8;
const MOST_HEADER = 100_000_000; // bytes: the format's own limit

export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const text = JSON.stringify(header);
  const json = new TextEncoder().encode(text.padEnd(text.length + padding(new TextEncoder().encode(text).length)));
  const file = new Uint8Array(LENGTH_BYTES + json.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, LENGTH_BYTES);
  let at = LENGTH_BYTES + json.length;
  for (const { data } of tensors.values()) {
    file.set(littleEndian(data), at);
    at += data.byteLength;
  }
  return file;
}

const padding = (length: number) => (8 - (length % 8)) % 8;

/** @throws MlpLabError `bad-data`, with the tensor. */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const header = headerOf(bytes);
  const numbers = bytes.subarray(LENGTH_BYTES + header.length);
  const tensors = new Map<string, Weight>();
  const metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(header.entries)) {
    if (name === '__metadata__') Object.assign(metadata, entry);
    else tensors.set(name, tensorOf(name, entry, numbers));
  }
  return { tensors, metadata };
}

function headerOf(bytes: Uint8Array): { length: number; entries: Record<string, unknown> } {
  if (bytes.length < LENGTH_BYTES) throw damaged('expected a safetensors file, received fewer than 8 bytes');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const most = Math.min(MOST_HEADER, bytes.length - LENGTH_BYTES);
  if (length > most) throw damaged(`header: expected up to ${most} bytes, received the length ${length}`);
  try {
    const entries = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length)));
    if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) throw new TypeError('not an object');
    return { length, entries };
  } catch (cause) {
    throw damaged(`header: expected JSON: ${(cause as Error).message}`, cause);
  }
}

function tensorOf(name: string, entry: unknown, numbers: Uint8Array): Weight {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (!isNumberType(dtype))
    throw damaged(`${name}.dtype: expected a type of numbers, received ${JSON.stringify(dtype)}`);
  if (!isLengths(shape)) throw damaged(`${name}.shape: expected lengths, received ${JSON.stringify(shape)}`);
  if (!isLengths(offsets) || offsets.length !== 2 || offsets[0] > offsets[1] || offsets[1] > numbers.length)
    throw damaged(
      `${name}.data_offsets: expected a part of the ${numbers.length} bytes, received ${JSON.stringify(offsets)}`,
    );
  const count = sizeFromShape(shape);
  if (count * bytesPerNumber(dtype) !== offsets[1] - offsets[0])
    throw damaged(
      `${name}: expected ${count} numbers for the shape [${shape}], received ${offsets[1] - offsets[0]} bytes`,
    );
  return { shape, data: floatsOf(numbers.subarray(...(offsets as [number, number])), dtype, count, name) };
}

const isLengths = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);
