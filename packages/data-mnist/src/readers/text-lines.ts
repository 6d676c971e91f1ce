// The lines of a text file, a part of it at a time: the text of a large table never exists as one string.

const STEP = 1 << 20; // bytes

/** Parts of the text that end with a line. */
export function* wholeLines(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes));
  let rest = '';
  for (let at = 0; at < bytes.length; at += STEP) {
    const text = rest + decoder.decode(bytes.subarray(at, at + STEP), { stream: at + STEP < bytes.length });
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end > 0) yield text.slice(0, end);
  }
  if (rest !== '') yield rest;
}

/**
 * UTF-8, unless the text begins with the mark of another one, as Excel's "Unicode text" does. What is none, as the CSV of many
 * spreadsheets, is read as Windows-1252, which has a letter for each byte: names that differ stay different.
 */
function encodingOf(bytes: Uint8Array): string {
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

/** Its lines, without their ends. */
export function* textLines(bytes: Uint8Array): Generator<string> {
  for (const text of wholeLines(bytes)) yield* text.replace(/\r?\n$/, '').split(/\r?\n/);
}
