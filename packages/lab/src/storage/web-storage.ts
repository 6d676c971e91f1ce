// Small values that the browser remembers for the page, for a tab or for good. It may forbid that, or have no space left: then nothing is.

type Kind = 'localStorage' | 'sessionStorage';

/** @returns null where nothing is remembered. */
export function readItem(kind: Kind, key: string): string | null {
  try {
    return globalThis[kind].getItem(key);
  } catch {
    return null;
  }
}

export function writeItem(kind: Kind, key: string, value: string): void {
  try {
    globalThis[kind].setItem(key, value);
  } catch {
    // it holds until the page is closed
  }
}
