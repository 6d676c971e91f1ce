import { isBrowser } from './node-workers';

/** How many threads can work at once: the cores that this program may use, 1 or more. */
export function coreCount(): number {
  if (typeof navigator !== 'undefined' && navigator.hardwareConcurrency) return navigator.hardwareConcurrency;
  return isBrowser() ? 1 : process.getBuiltinModule('node:os').availableParallelism();
}
