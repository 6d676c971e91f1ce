// The order of the rows in an epoch, and the keys of noise: what training draws without numbers of `Random`.
import { createRandomBits } from './random-bits';
import type { Key } from './threefry';

/** The order of `count` rows in an epoch, counted from 0: that of `trainingStreams(seed).order(epoch)`. */
export const trainingOrder = (seed: number, epoch: number, count: number): Uint32Array =>
  createRandomBits(seed).stream('order').stream(epoch).permutation(count);

/** The key of a layer's noise: that of the stream from which `trainingStreams(seed).noise(layer, …)` derives those of the steps. */
export const noiseKey = (seed: number, layer: number): Key => createRandomBits(seed).stream('noise').stream(layer).key;
