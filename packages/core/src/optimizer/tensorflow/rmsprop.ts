// tf.train.rmsprop: v ← ρ v + (1 - ρ) g², m ← µ m + rate · g / √(v + ε), w ← w - m. Centered, v - ḡ² replaces v, with the moving average
// ḡ of g. There ε is added, as in Keras: TensorFlow.js subtracts it, so that a gradient of 0 gives NaN.
import type { ComposedOptimizer, Transformation } from '../transformation';
import { weightedAverage } from '../transformations/moving-average';

const scaleByRmsWithMomentum =
  ({ centered }: { centered: boolean }): Transformation =>
  (gradient, { hyperparameter, slot, previous, sqrt, maximum }) => {
    const [rate, decay, momentum, epsilon] = ['learningRate', 'decay', 'momentum', 'epsilon'].map(hyperparameter);
    const squares = slot('rms', (v) => weightedAverage(v, gradient.square(), decay));
    const mean = weightedAverage(previous('mg'), gradient, decay);
    const variance = centered ? maximum(squares.sub(mean.square()), 0) : squares; // rounding may leave it below 0
    const step = gradient.mul(rate).div(sqrt(variance.add(epsilon)));
    const moments = slot('momentum', (m) => m.mul(momentum).add(step));
    if (centered) slot('mg', () => mean); // the last of the three, as TensorFlow.js saves them
    return moments.neg();
  };

export const rmsprop = {
  title: 'RMSprop',
  defaults: { learningRate: 0.01, decay: 0.9, momentum: 0, epsilon: 1e-7 },
  transformation: scaleByRmsWithMomentum({ centered: false }),
} satisfies ComposedOptimizer;

export const centeredRmsprop = {
  ...rmsprop,
  transformation: scaleByRmsWithMomentum({ centered: true }),
} satisfies ComposedOptimizer;
