// All backends, the fastest first: `auto` tries them in this order.
import { checkString, MlpLabError, suggestNames } from '@mlp-lab/core';
import type { BackendDefinition } from './backend';
import { cpu } from './cpu';
import { engine } from './engine';
import { node } from './node';
import { runtime } from './runtime';
import { wasm } from './wasm';
import { webgl } from './webgl';
import { webgpu } from './webgpu';

export const definitions: readonly BackendDefinition[] = [engine, node, wasm, webgpu, webgl, cpu];

export const defaultBackend = 'engine';

/** The name for the first backend that is available. */
export const AUTO = 'auto';

/**
 * Checks that a backend of that name exists. It need not be available here: see `listBackends`.
 *
 * @throws MlpLabError `unknown-name` for a name that is neither a backend's nor `auto`.
 */
export function checkBackend(name: string): void {
  const names = [...definitions.map((definition) => definition.name), AUTO];
  if (!names.includes(checkString('backend', name)))
    throw new MlpLabError('unknown-name', `unknown backend '${name}': ${suggestNames(name, names)}`);
}

/** Why a backend isn't available here, and what to do about it; undefined if it is. */
export async function whyNot({ places, probe }: BackendDefinition): Promise<string | undefined> {
  if (places.includes(runtime)) return probe();
  const names = definitions.filter((other) => other.places.includes(runtime)).map(({ name }) => name);
  return runtime === 'Node'
    ? `it runs only in browsers (mlp-lab trains there with --browser); Node has ${names.join(', ')}`
    : `it runs only in Node; browsers have ${names.join(', ')}`;
}
