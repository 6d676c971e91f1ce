// mlp-lab's own engine, over the cpu kernels for what it can't compile.
import { missingWebAssembly } from '@mlp-lab/core';
import type { BackendDefinition } from './backend';
import { cpu } from './cpu';

export const engine: BackendDefinition = {
  ...cpu,
  name: 'engine',
  description: 'networks compiled to WebAssembly: fast, the same bits everywhere; what it cannot compile trains on cpu',
  compile: true,
  probe: async () => missingWebAssembly() ?? cpu.probe(),
};
