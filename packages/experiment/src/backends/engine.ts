// mlp-lab's own engine. What it can't compile trains on the wasm kernels where they are installed, else on cpu.
import { missingWebAssembly } from '@mlp-lab/core';
import type { BackendDefinition } from './backend';
import { cpu } from './cpu';
import { wasm } from './wasm';

export const engine: BackendDefinition = {
  ...cpu,
  name: 'engine',
  description: async () =>
    `networks compiled to WebAssembly: fast, the same bits everywhere; what it cannot compile trains on ${(await fallback()).name}`,
  compile: true,
  probe: async () => missingWebAssembly() ?? cpu.probe(),
  loadFallback: async (options) => (await fallback()).load(options),
};

const fallback = async () => ((missingWebAssembly() ?? (await wasm.probe())) === undefined ? wasm : cpu);
