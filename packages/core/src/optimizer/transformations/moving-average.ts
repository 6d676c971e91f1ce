// Exponential moving averages, in the two orders of operations in which Keras's optimizers compute them.
import { maths, type Term } from '../../expression/term';

/** mean + (sample - mean) · (1 - decay) */
export const movingAverage = (mean: Term, sample: Term, decay: Term): Term =>
  mean.add(sample.sub(mean).mul(maths.constant(1).sub(decay)));

/** decay · mean + (1 - decay) · sample */
export const weightedAverage = (mean: Term, sample: Term, decay: Term): Term =>
  mean.mul(decay).add(sample.mul(maths.constant(1).sub(decay)));
