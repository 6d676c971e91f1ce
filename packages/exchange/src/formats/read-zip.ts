// A zip archive → its entries, each unpacked when asked for, within a bound.
import { unzipSync } from 'fflate';
import { damaged } from '../network/exchange-error';

const MOST_BYTES = 2 ** 30; // of one entry, unpacked

/** @returns the contents of an entry. @throws MlpLabError `bad-data` for a damaged archive, a missing entry, or one above 1 GiB. */
export function readZip(bytes: Uint8Array): (name: string) => Uint8Array {
  return (wanted) => {
    let size = 0;
    let entries: Record<string, Uint8Array>;
    try {
      entries = unzipSync(bytes, {
        filter({ name, originalSize }) {
          if (name !== wanted) return false;
          size = originalSize;
          return originalSize <= MOST_BYTES;
        },
      });
    } catch (cause) {
      throw damaged(`expected a zip archive: ${(cause as Error).message}`, cause);
    }
    if (size > MOST_BYTES) throw damaged(`${wanted}: expected up to ${MOST_BYTES} bytes, received ${size}`);
    const entry = entries[wanted];
    if (entry === undefined) throw damaged(`expected ${wanted} in the archive, found none`);
    if (entry.length !== size) throw damaged(`${wanted}: expected ${size} bytes, received ${entry.length}`);
    return entry;
  };
}
