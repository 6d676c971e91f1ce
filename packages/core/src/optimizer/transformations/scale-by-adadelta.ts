import type { Transformation } from '../transformation';
import { weightedAverage } from './moving-average';

/**
 * u ← √(d + ε) · u / √(a + ε) (Zeiler 2012) with the moving averages a of u² and d of the result's square.
 *
 * @param options.beforeStep whether a is the average before this step, as in TensorFlow.js. Default: after it, as in the paper and Keras.
 */
export const scaleByAdadelta =
  ({ beforeStep = false } = {}): Transformation =>
  (gradient, { hyperparameter, slot, previous, sqrt }) => {
    const [rho, epsilon] = ['rho', 'epsilon'].map(hyperparameter);
    const averaged = slot('accumulatedGradient', (a) => weightedAverage(a, gradient.square(), rho));
    const gradients = beforeStep ? previous('accumulatedGradient') : averaged;
    const changes = sqrt(previous('accumulatedChange').add(epsilon));
    const change = changes.mul(gradient).div(sqrt(gradients.add(epsilon)));
    slot('accumulatedChange', (d) => weightedAverage(d, change.square(), rho));
    return change;
  };
