// Which encoding a text has: by its first bytes, and by whether all of it is UTF-8.

/** Texts are decoded so many bytes at a time. */
export const STEP = 1 << 20;

/**
 * UTF-8, unless the text begins with the mark of another one, as Excel's "Unicode text" does. What is none, as the CSV of many
 * spreadsheets, is read as Windows-1252, which has a letter for each byte: names that differ stay different.
 */
export function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += STEP)
      decoder.decode(bytes.subarray(at, at + STEP), { stream: at + STEP < bytes.length });
    return true;
  } catch {
    return false;
  }
}
