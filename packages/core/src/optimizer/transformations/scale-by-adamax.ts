import type { Transformation } from '../transformation';
import { movingAverage } from './moving-average';

/** u ← m̂ / (n + ε) with n ← max(β₂ n, |u|) and the corrected moving average m̂ of u (Kingma and Ba 2015, Section 7.1). */
export const scaleByAdamax =
  (): Transformation =>
  (gradient, { hyperparameter, slot, step, maximum, pow, constant }) => {
    const [beta1, beta2, epsilon] = ['beta1', 'beta2', 'epsilon'].map(hyperparameter);
    const momentum = slot('momentum', (m) => movingAverage(m, gradient, beta1));
    const norm = slot('norm', (n) => maximum(n.mul(beta2), gradient.abs()));
    return momentum.div(norm.add(epsilon).mul(constant(1).sub(pow(beta1, step))));
  };
