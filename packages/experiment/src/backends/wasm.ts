// TensorFlow.js's kernels in WebAssembly, on one thread: networks this small gain nothing from more.
import { missingWebAssembly } from '@mlp-lab/core';
import type { BackendDefinition } from './backend';
import { asError, missingPackage } from './missing-package';
import { runtime } from './runtime';

const PACKAGE = '@tensorflow/tfjs-backend-wasm';
async function importPackage() {
  try {
    return await import('@tensorflow/tfjs-backend-wasm'); // optional, so in a try block: bundlers then accept that it is missing
  } catch (error) {
    throw asError(error);
  }
}

export const wasm: BackendDefinition = {
  name: 'wasm',
  description: "TensorFlow.js's WebAssembly kernels (SIMD, one thread)",
  places: ['Node', 'browsers'],
  kernels: 'wasm',
  compile: false,
  probe: async () => missingWebAssembly() ?? missingPackage(PACKAGE, importPackage),
  remedy: `serve the .wasm files of ${PACKAGE} and give their address as wasmPaths`,

  async load({ wasmPaths }) {
    const [{ setWasmPaths }, { engine, env }] = await Promise.all([importPackage(), import('@tensorflow/tfjs-core')]);
    if (Object.hasOwn(engine().registry, 'wasm')) return; // it is active: its files are loaded
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (runtime === 'browsers' && wasmPaths) setWasmPaths(wasmPaths); // Node finds them in the package
  },
};
