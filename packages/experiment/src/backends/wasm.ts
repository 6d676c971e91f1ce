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

  async load({ wasmPaths = bundledPaths() }) {
    const [{ setWasmPaths }, { engine, env }] = await Promise.all([importPackage(), import('@tensorflow/tfjs-core')]);
    if (Object.hasOwn(engine().registry, 'wasm')) return; // it is active: its files are loaded
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (runtime === 'browsers') setWasmPaths(wasmPaths); // Node finds them in the package
  },
};

/** Where bundlers that know this pattern (Vite, webpack) put the files; with other bundlers, URLs of no files. */
function bundledPaths(): Record<string, string> {
  const files = [
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url),
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url),
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm', import.meta.url),
  ];
  const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
  return Object.fromEntries(names.map((name, i) => [name, files[i].href]));
}
