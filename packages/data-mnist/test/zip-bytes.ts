// Hand-made zip archives and NumPy files for the tests of this package.
import { deflateRawSync } from 'node:zlib';

const bytes = (text: string) => Buffer.from(text, 'latin1');

/** A zip archive of deflated entries; `size` is what it says of each entry's size. */
export function zipOf(
  files: Readonly<Record<string, Uint8Array>>,
  size = (content: Uint8Array) => content.length,
): Uint8Array<ArrayBuffer> {
  const [body, directory]: Buffer[][] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const sizes = Buffer.alloc(8);
    sizes.writeUInt32LE(packed.length, 0);
    sizes.writeUInt32LE(size(content), 4);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    sizes.copy(local, 18);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    sizes.copy(entry, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    body.push(local, bytes(name), packed);
    directory.push(entry, bytes(name));
    offset += local.length + name.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Uint8Array.from(Buffer.concat([...body, entries, end]));
}

/** A .npy file with that header. */
export function npy(header: string, data: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(10);
  head.write('\x93NUMPY\x01\0', 0, 'latin1');
  head.writeUInt16LE(header.length, 8);
  return Uint8Array.from(Buffer.concat([head, bytes(header), data]));
}
