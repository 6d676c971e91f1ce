// The one way in which a library tells a person something that is no error.

const told = new Set<string>();

/** Writes a message to the console, and never a second time in this thread. */
export function warnOnce(message: string): void {
  if (told.has(message)) return;
  told.add(message);
  console.warn(message);
}
