// All backends, the fastest first: that is the order in which `auto` tries them.
import { MlpLabError, suggestNames } from '@mlp-lab/core';
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

/** Stands for the first of the backends that can be had. */
export const AUTO = 'auto';

/**
 * @throws MlpLabError `unknown-name` for what is neither a backend's name nor `auto`.
 */
export function checkBackend(name: string): void {
  const names = [...definitions.map((definition) => definition.name), AUTO];
  if (!names.includes(name))
    throw new MlpLabError('unknown-name', `unknown backend '${name}': ${suggestNames(name, names)}`);
}

/** Why a backend isn't available here, and what to do about it; undefined if it is. */
export async function whyNot({ places, probe }: BackendDefinition): Promise<string | undefined> {
  if (places.includes(runtime)) return probe();
  const names = definitions.filter((other) => other.places.includes(runtime)).map(({ name }) => name);
  return runtime === 'Node'
    ? `it runs in browsers alone (mlp-lab trains there with --browser); Node has ${names.join(', ')}`
    : `it runs in Node alone; browsers have ${names.join(', ')}`;
}
