// Why an optional package can't be used, in one line.
import { runtime } from './runtime';

/**
 * What is wrong with a package, and what to do; undefined if it is installed. Node only looks for it, which is quick; a
 * browser has to load it.
 */
export async function missingPackage(name: string, load: () => Promise<unknown>): Promise<string | undefined> {
  try {
    if (runtime === 'Node') import.meta.resolve(name);
    else await load();
  } catch (error) {
    return isNotFound(error, name)
      ? `${name} is not installed; install it: npm install ${name}`
      : `${name} can't be loaded: ${firstLine(error)}`;
  }
}

/** Whether the package itself is missing, not one that it imports. */
export function isNotFound(error: unknown, name: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && message.includes(`'${name}'`);
}

/** Bundles may throw anything in place of a missing package. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

export function firstLine(error: unknown): string {
  return String((error as Error).message ?? error)
    .split('\n')[0]
    .trim();
}
