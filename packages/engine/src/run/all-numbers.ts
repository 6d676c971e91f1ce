// The same for every optimizer and layer.
import { initialSlot, normalsFromWords, stepScalars } from '@mlp-lab/core/formulas';
import type { NoiseLayer } from '../program';
import type { Numbers } from './numbers';

export const allNumbers: Numbers = {
  stepScalars,
  initialSlot,
  normals: (layers, memory) => (count, address, ordinal) => {
    const { kind, deviation } = layers.find((layer) => 'ordinal' in layer && layer.ordinal === ordinal) as NoiseLayer;
    const words = new Uint32Array(memory.buffer, address, count);
    const numbers = new Float32Array(memory.buffer, address, count);
    normalsFromWords(words, numbers, kind === 'gaussianDropout' ? 1 : 0, deviation);
  },
};
