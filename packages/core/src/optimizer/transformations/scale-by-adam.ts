import type { Hyperparameter, Transformation } from '../transformation';
import { movingAverage } from './moving-average';

/**
 * u ← m̂ / (√v̂ + ε) (Kingma and Ba 2015) with the moving averages m of u and v of u², corrected for their start at 0.
 *
 * @param options.beta1 decay of m.
 * @param options.beta2 decay of v.
 * @param options.correctedRoot whether ε is added to the corrected root √v̂, as in the paper's Algorithm 1 and TensorFlow.js. Default: to
 * the root √v, as in Keras and in the paper's Section 2.
 */
export const scaleByAdam =
  ({
    beta1 = 'beta1' as Hyperparameter,
    beta2 = 'beta2' as Hyperparameter,
    epsilon = 'epsilon' as Hyperparameter,
    correctedRoot = false,
  } = {}): Transformation =>
  (gradient, { hyperparameter, slot, step, sqrt, pow, constant }) => {
    const [decay1, decay2, least] = [beta1, beta2, epsilon].map(hyperparameter);
    const momentum = slot('momentum', (m) => movingAverage(m, gradient, decay1));
    const velocity = slot('velocity', (v) => movingAverage(v, gradient.square(), decay2));
    const correction = sqrt(constant(1).sub(pow(decay2, step)));
    const rate = correction.div(constant(1).sub(pow(decay1, step)));
    return momentum.mul(rate).div(sqrt(velocity).add(correctedRoot ? least.mul(correction) : least));
  };
