// Adadelta (Zeiler 2012), Keras's: the gradient divided by the root mean square of gradients, times that of earlier changes.
import { type ComposedOptimizer, chain, type Transformation } from '../transformation';
import { weightedAverage } from '../transformations/moving-average';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';

/** u ← √(d + ε) · u / √(a + ε) with the moving averages a of u² and d of the result's square. */
export const scaleByAdadelta =
  (): Transformation =>
  (gradient, { hyperparameter, slot, previous, sqrt }) => {
    const [rho, epsilon] = ['rho', 'epsilon'].map(hyperparameter);
    const gradients = slot('accumulatedGradient', (a) => weightedAverage(a, gradient.square(), rho));
    const changes = sqrt(previous('accumulatedChange').add(epsilon));
    const change = changes.mul(gradient).div(sqrt(gradients.add(epsilon)));
    slot('accumulatedChange', (d) => weightedAverage(d, change.square(), rho));
    return change;
  };

export const adadelta = {
  title: 'Adadelta',
  defaults: { learningRate: 0.001, rho: 0.95, epsilon: 1e-7 },
  transformation: chain(scaleByAdadelta(), scaleByLearningRate()),
} satisfies ComposedOptimizer;
