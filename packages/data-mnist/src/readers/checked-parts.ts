// A file of which damaged metadata may ask for bytes from NaN on: Node ends the process over such a part of a `File`.
import type { FileParts } from '../folder';

/** The same file, which has no bytes in ranges that are none: an error might be one that a library doesn't wait for. */
export const checkedParts = (file: FileParts): FileParts => ({
  ...file,
  async slice(start, end = file.byteLength) {
    const isRange = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end >= start;
    return isRange ? file.slice(start, end) : new ArrayBuffer(0);
  },
});
