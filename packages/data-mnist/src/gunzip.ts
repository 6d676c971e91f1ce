// Decompresses gzip data, which is recognized by its first two bytes and not by its name, since servers may decompress files.
import { MlpLabError } from '@mlp-lab/core';

/**
 * The bytes, decompressed if they are gzip data.
 *
 * @param path their origin, for the message.
 * @throws MlpLabError `bad-data` where the gzip data is damaged.
 */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new MlpLabError('bad-data', `${path}: damaged gzip data: delete it and download it again`, { cause });
  }
}
