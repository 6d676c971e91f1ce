// Decompresses gzip data, which is recognized by its first two bytes and not by its name, since servers may decompress files.
import { MlpLabError } from '@mlp-lab/core';
import { MAX_UNPACKED } from './source/zip';

/**
 * The bytes, decompressed if they are gzip data. It stops at the first byte too many, so a small file can't fill the memory.
 *
 * @param path their origin, for the message.
 * @param sizeOf how many bytes there must be in all, by the first ones; undefined while these are too few to tell. It may throw
 * where they are not what was expected. @default at most 1 GiB
 * @throws MlpLabError `bad-data` where the gzip data is damaged, or unpacks to more.
 */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  sizeOf: (head: Uint8Array) => number | undefined = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!isGzip(bytes)) return bytes;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  let size: number | undefined;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause) => {
        throw damaged(path, cause);
      });
      if (done) break;
      parts.push(value);
      received += value.length;
      if (received - value.length < HEAD) size ??= sizeOf(parts.length === 1 ? value : await joined(parts));
      const most = Math.min(size ?? MAX_UNPACKED, MAX_UNPACKED);
      if (received > most) throw tooLong(path, most);
    }
  } catch (error) {
    await reader.cancel().catch(() => {}); // it may have failed already
    throw error;
  }
  return joined(parts);
}

export const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b;

const HEAD = 2 ** 16; // bytes: more than any header takes; joining the parts again for each one would never end

const joined = async (parts: Uint8Array<ArrayBuffer>[]) => new Uint8Array(await new Blob(parts).arrayBuffer());

const damaged = (path: string, cause: unknown) =>
  new MlpLabError('bad-data', `${path}: damaged gzip data: delete it and download it again`, { cause });

const tooLong = (path: string, size: number) =>
  new MlpLabError('bad-data', `${path}: too long: expected at most ${size} bytes when it is unpacked, received more`);
