// A zip archive → its entries, by its central directory (APPNOTE 4.3, with zip64). The host itself inflates them:
// libraries in JavaScript take four times as long, or don't say where an entry's bytes lie.
import { isBrowser, MlpLabError } from '@mlp-lab/core';

export interface ZipEntry {
  readonly name: string;
  /** The number of unpacked bytes, as the archive declares it. */
  readonly size: number;
  /** @throws MlpLabError `bad-data` where the entry is damaged, encrypted, or compressed in another way than deflate. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** The most that an archive may unpack to, in bytes: 1 GiB. EMNIST's largest split has 638 million pixels. */
export const MAX_UNPACKED = 2 ** 30;

/**
 * The files of an archive. Nothing is unpacked before it is read.
 *
 * @param path its origin, for messages.
 * @throws MlpLabError `bad-data` where the archive is damaged or declares more than 1 GiB of files.
 */
export function readZip(bytes: Uint8Array<ArrayBuffer>, path: string): ZipEntry[] {
  try {
    const records = directory(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const files = records.filter(({ name }) => !name.endsWith('/'));
    const total = files.reduce((sum, { size }) => sum + size, 0);
    if (total > MAX_UNPACKED)
      throw new MlpLabError(
        'bad-data',
        `${path}: too large: expected at most ${MAX_UNPACKED} bytes of files in the archive, received ${total}`,
      );
    return files.map((record) => ({ ...record, read: () => unpack(bytes, record, `${path}: ${record.name}`) }));
  } catch (cause) {
    throw cause instanceof MlpLabError ? cause : damaged(path, cause);
  }
}

interface ZipRecord {
  name: string;
  method: number;
  isEncrypted: boolean;
  packed: number;
  size: number;
  offset: number;
}

const [STORED, DEFLATE] = [0, 8];
const END = { signature: 0x06054b50, size: 22, maxComment: 65535 };
const END_64 = { signature: 0x06064b50, locator: 0x07064b50, locatorSize: 20 };
const ENTRY = { signature: 0x02014b50, size: 46 };
const LOCAL = { signature: 0x04034b50, size: 30 };
const IN_ZIP64 = 0xffffffff;
const ZIP64_FIELD = 1;

function directory(view: DataView): ZipRecord[] {
  const end = findEnd(view);
  let [count, at] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  const locator = end - END_64.locatorSize;
  if (locator >= 0 && view.getUint32(locator, true) === END_64.locator) {
    const end64 = uint64(view, locator + 8);
    if (view.getUint32(end64, true) !== END_64.signature) throw new RangeError('no zip64 end record');
    [count, at] = [uint64(view, end64 + 32), uint64(view, end64 + 48)];
  }
  const records: ZipRecord[] = [];
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== ENTRY.signature) throw new RangeError('no directory entry');
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    records.push(recordAt(view, at, name, extra));
    at += ENTRY.size + name + extra + comment;
  }
  return records;
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END.size;
  for (let at = last; at >= Math.max(0, last - END.maxComment); at--)
    if (view.getUint32(at, true) === END.signature) return at;
  throw new RangeError('no end record');
}

function recordAt(view: DataView, at: number, nameLength: number, extraLength: number): ZipRecord {
  const name = new Uint8Array(view.buffer, view.byteOffset + at + ENTRY.size, nameLength);
  const sizes = [24, 20, 42].map((field) => view.getUint32(at + field, true)); // the order of the zip64 field
  const extra = at + ENTRY.size + nameLength;
  for (let field = extra; field + 4 <= extra + extraLength; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== ZIP64_FIELD) continue;
    let value = field + 4;
    sizes.forEach((size, i) => {
      if (size !== IN_ZIP64) return;
      sizes[i] = uint64(view, value);
      value += 8;
    });
  }
  const [size, packed, offset] = sizes;
  const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
  const method = view.getUint16(at + 10, true);
  return { name: nameOf(name), method, isEncrypted, packed, size, offset };
}

/** In UTF-8; older programs write other letters above 127, and names that differ must stay different. */
function nameOf(bytes: Uint8Array): string {
  const name = new TextDecoder().decode(bytes);
  return name.includes('\ufffd') ? new TextDecoder('latin1').decode(bytes) : name;
}

async function unpack(archive: Uint8Array<ArrayBuffer>, record: ZipRecord, path: string) {
  const { method, isEncrypted, packed, size, offset } = record;
  if (isEncrypted || (method !== STORED && method !== DEFLATE))
    throw new MlpLabError(
      'bad-data',
      `${path}: expected an entry that is stored or deflated, received ${isEncrypted ? 'an encrypted one' : `compression method ${method}`}: pack it again with another program`,
    );
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  if (offset + LOCAL.size > archive.length || view.getUint32(offset, true) !== LOCAL.signature) throw damaged(path);
  const start = offset + LOCAL.size + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const bytes = archive.subarray(start, start + packed);
  if (bytes.length < packed || (method === STORED && packed !== size)) throw damaged(path);
  return method === STORED ? bytes : inflate(bytes, size, path);
}

/** To exactly `size` bytes: an entry that has more or fewer is refused as soon as that is known. */
function inflate(bytes: Uint8Array<ArrayBuffer>, size: number, path: string): Promise<Uint8Array<ArrayBuffer>> {
  return isBrowser() ? inflateInBrowser(bytes, size, path) : inflateInNode(bytes, size, path);
}

/** On a thread of Node's own, into one array of the right size. */
function inflateInNode(bytes: Uint8Array<ArrayBuffer>, size: number, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const { inflateRaw } = process.getBuiltinModule('node:zlib');
  const chunkSize = Math.max(64, size + 1); // one more byte, else zlib takes another array of that size
  return new Promise((resolve, reject) => {
    inflateRaw(bytes, { chunkSize, maxOutputLength: Math.max(1, size) }, (cause, inflated) => {
      if (cause || inflated.length !== size) reject(damaged(path, cause));
      else resolve(inflated as Uint8Array<ArrayBuffer>);
    });
  });
}

async function inflateInBrowser(bytes: Uint8Array<ArrayBuffer>, size: number, path: string) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const inflated = new Uint8Array(size);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause) => {
      throw damaged(path, cause);
    });
    if (done) break;
    if (length + value.length > size) {
      await reader.cancel();
      throw damaged(path);
    }
    inflated.set(value, length);
    length += value.length;
  }
  if (length < size) throw damaged(path);
  return inflated;
}

const uint64 = (view: DataView, at: number) => Number(view.getBigUint64(at, true));

const damaged = (path: string, cause?: unknown) =>
  new MlpLabError('bad-data', `${path}: damaged zip archive: delete it and download it again`, { cause });
