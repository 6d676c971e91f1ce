// Nadam (Dozat 2016), Keras's: Adam with Nesterov's look-ahead, and a momentum that warms up from half of β₁.
import { type ComposedOptimizer, chain, type Transformation } from '../transformation';
import { movingAverage } from '../transformations/moving-average';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';
import { adam } from './adam';

const WARM_UP = 0.96;

/** Adam's update with the momentum µ = β₁ (1 - 0.96^step / 2) of this step and of the next one. */
export const scaleByNadam =
  (): Transformation =>
  (gradient, { hyperparameter, slot, step, sqrt, pow, fround, cumprod, constant }) => {
    const one = constant(1);
    const [beta1, beta2, epsilon] = ['beta1', 'beta2', 'epsilon'].map(hyperparameter);
    const momentum = slot('momentum', (m) => movingAverage(m, gradient, beta1));
    const velocity = slot('velocity', (v) => movingAverage(v, gradient.square(), beta2));
    const [now, next] = [step, step.add(1)].map((t) => fround(beta1.mul(one.sub(pow(WARM_UP, t).mul(0.5)))));
    const product = cumprod(now);
    const ofMomentum = momentum.mul(next.div(one.sub(product.mul(next))));
    const ofGradient = gradient.mul(one.sub(now).div(one.sub(product)));
    const root = sqrt(velocity.div(one.sub(pow(beta2, step))));
    return ofMomentum.add(ofGradient).div(root.add(epsilon));
  };

export const nadam = {
  title: 'Nadam',
  defaults: adam.defaults,
  transformation: chain(scaleByNadam(), scaleByLearningRate()),
} satisfies ComposedOptimizer;
