// Which stream of random numbers each part of training draws from. Every trainer follows this one rule, so that the same
// seed gives the same initial weights, the same order of images and the same dropout masks in all of them.
import { createRandom, type Random } from './random';

/** The random numbers of one training: each is a function of the seed and of where it is used, so training can resume at any epoch. */
export interface TrainingStreams {
  /** Initial values of a layer's weight: the layer by its index in the model, the weight by its name (`kernel`, `bias`). */
  weight(layer: number, weight: string): Random;
  /** The order of the training images in an epoch, counted from 0: `permutation(count)`. */
  order(epoch: number): Random;
  /** The noise of a layer (dropout's mask) at a step counted from 0 over all epochs; element (row, column) of the batch is word `row * width + column`. */
  noise(layer: number, step: number): Random;
}

/** The streams of one network's training under a seed. */
export function trainingStreams(seed: number): TrainingStreams {
  const root = createRandom(seed);
  const weights = root.stream('weights');
  const order = root.stream('order');
  const noise = root.stream('noise');
  return {
    weight: (layer, weight) => weights.stream(layer).stream(weight),
    order: (epoch) => order.stream(epoch),
    noise: (layer, step) => noise.stream(layer).stream(step),
  };
}
