// TensorFlow.js's kernels in WebAssembly. On one thread: networks this small gain nothing from several.
import { engine, env } from '@tensorflow/tfjs-core';
import type { BackendDefinition } from './backend';
import { missingPackage } from './missing-package';

const PACKAGE = '@tensorflow/tfjs-backend-wasm';
const importPackage = () => import('@tensorflow/tfjs-backend-wasm');

export const wasm: BackendDefinition = {
  name: 'wasm',
  description: "TensorFlow.js's WebAssembly kernels (SIMD, one thread)",
  places: ['Node', 'browsers'],
  kernels: 'wasm',
  compile: false,
  probe: () => missingPackage(PACKAGE, importPackage),
  remedy: `serve the .wasm files of ${PACKAGE} and say where they are: wasmPaths`,

  async load({ wasmPaths }) {
    const { setWasmPaths } = await importPackage();
    if (Object.hasOwn(engine().registry, 'wasm')) return; // it runs: its files are loaded
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (wasmPaths !== undefined) setWasmPaths(wasmPaths);
  },
};
