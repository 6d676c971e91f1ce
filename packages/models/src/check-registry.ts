// The check of a registry that a function of another package is given.
import { checkFunction, checkObject } from '@mlp-lab/core';
import type { Registry } from './registry';

const METHODS = ['list', 'get', 'check', 'build', 'pluginsOf'] as const satisfies (keyof Registry)[];

/**
 * Checks that `value` is a registry, as `createRegistry` makes them.
 *
 * @throws MlpLabError `invalid-argument` where it lacks one of a registry's methods.
 */
export function checkRegistry(name: string, value: unknown): void {
  const registry = checkObject(name, value) as Partial<Registry>;
  for (const method of METHODS) checkFunction(`${name}.${method}`, registry[method]);
}
