// A module that was compiled for a program → its functions, on this thread.
import { normalsFromWords } from '@mlp-lab/core/common';
import type { Exports, Imports } from '../codegen/compile';
import type { NoiseLayer, Program } from '../program';

/** @param thread the number of this thread in its team, for a module that was compiled for one */
export function instantiateModule(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  layers: Program['layers'],
  thread?: number,
): Exports {
  const environment = { memory, thread, normals: normalsOf(layers, memory) } satisfies Imports & {
    memory: WebAssembly.Memory;
  };
  return new WebAssembly.Instance(module, { environment } as never).exports as unknown as Exports;
}

function normalsOf(layers: Program['layers'], memory: WebAssembly.Memory): Imports['normals'] {
  return (count, address, ordinal) => {
    const { kind, deviation } = layers.find((layer) => 'ordinal' in layer && layer.ordinal === ordinal) as NoiseLayer;
    const words = new Uint32Array(memory.buffer, address, count);
    const numbers = new Float32Array(memory.buffer, address, count);
    normalsFromWords(words, numbers, kind === 'gaussianDropout' ? 1 : 0, deviation);
  };
}
