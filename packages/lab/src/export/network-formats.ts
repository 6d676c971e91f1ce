// The formats in which the page exports networks: those of `mlp-lab export` that one file holds, and TensorFlow.js's.
import type { ExportFormat } from '@mlp-lab/exchange';

/** Format → what it is called on its button. */
export const NETWORK_FORMATS = {
  onnx: 'ONNX',
  keras: 'Keras',
  'weights.h5': 'HDF5 weights',
  safetensors: 'safetensors',
  tfjs: 'TensorFlow.js',
} as const satisfies Partial<Record<ExportFormat, string>>;

export type NetworkFormat = keyof typeof NETWORK_FORMATS;
