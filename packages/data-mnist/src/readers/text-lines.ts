// The lines of a text file, a part of it at a time: the text of a large table never exists as one string.
import { encodingOf, STEP } from '../text-encoding';

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

/** Its lines, without their ends. */
export function* textLines(bytes: Uint8Array): Generator<string> {
  for (const text of wholeLines(bytes)) yield* text.replace(/\r?\n$/, '').split(/\r?\n/);
}
