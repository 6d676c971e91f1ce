// What `export` writes. The list is that of @mlp-lab/exchange, which `--help` does not load.
import type { ExportFormat } from '@mlp-lab/exchange';

export const exportFormats = [
  'onnx',
  'keras',
  'weights.h5',
  'safetensors',
  'tfjs',
  'keras-py',
  'tfjs-js',
] as const satisfies readonly ExportFormat[];
