// mlp-lab's own engine. What it can't compile trains on the wasm kernels where they are installed, else on cpu.
import type { BackendDefinition } from './backend';
import { cpu } from './cpu';
import { wasm } from './wasm';

export const engine: BackendDefinition = {
  ...cpu,
  name: 'engine',
  description: async () =>
    `networks compiled to WebAssembly: fast, the same bits everywhere; what it cannot compile trains on ${(await fallback()).name}`,
  compile: true,
  probe: async () => (hasSimd() ? cpu.probe() : 'it needs WebAssembly with SIMD, which all browsers have since 2023'),
  loadFallback: async (options) => (await fallback()).load(options),
};

const fallback = async () => ((await wasm.probe()) === undefined ? wasm : cpu);

/** Whether a function of one SIMD instruction is valid: `(drop (v128.const i64x2 0 0))`. */
function hasSimd(): boolean {
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const signature = [0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00];
  const body = [0x00, 0xfd, 0x0c, ...new Uint8Array(16), 0x1a, 0x0b];
  const code = [0x0a, body.length + 2, 0x01, body.length, ...body];
  return typeof WebAssembly === 'object' && WebAssembly.validate(Uint8Array.from([...header, ...signature, ...code]));
}
