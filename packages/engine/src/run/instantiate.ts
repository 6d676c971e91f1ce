// A module that was compiled for a program → its functions, on this thread.
import type { Exports, Imports } from '../codegen/module-interface';
import type { Program } from '../program';
import type { Numbers } from './numbers';

/** @param thread the number of this thread in its team, for a module that was compiled for one */
export function instantiateModule(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  layers: Program['layers'],
  { thread, normals }: { thread?: number; normals?: Numbers['normals'] } = {},
): Exports {
  const environment = { memory, thread, normals: normals?.(layers, memory) ?? noNormals } satisfies Imports & {
    memory: WebAssembly.Memory;
  };
  return new WebAssembly.Instance(module, { environment } as never).exports as unknown as Exports;
}

/** Layers without Gaussian noise draw none. */
const noNormals: Imports['normals'] = () => {
  throw new Error('the numbers of Gaussian noise were not loaded');
};
