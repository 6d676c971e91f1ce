// One step of each optimizer on one number: Keras 3's rules and TensorFlow.js's, written out by hand, as the oracle of the rules that
// are composed.
import { MlpLabError } from '@mlp-lab/core';
import type { ProgramOptimizer } from '../program';

/** The new value; the slots, which are changed in place, are one number each. `step` is counted from 1. */
export function updated(
  { name, hyperparameters: o }: ProgramOptimizer,
  w: number,
  g: number,
  slots: number[],
  step: number,
): number {
  const rate = o.learningRate;
  switch (name) {
    case 'mlp-lab>sgd':
    case 'SGD':
      return w - rate * g;
    case 'mlp-lab>momentum':
      slots[0] = o.momentum * slots[0] - rate * g;
      return w + slots[0];
    case 'mlp-lab>nesterov':
      slots[0] = o.momentum * slots[0] - rate * g;
      return w + o.momentum * slots[0] - rate * g;
    case 'mlp-lab>adagrad':
      slots[0] += g * g;
      return w - (rate * g) / Math.sqrt(slots[0] + o.epsilon);
    case 'mlp-lab>rmsprop':
      slots[0] = o.rho * slots[0] + (1 - o.rho) * g * g;
      return w - (rate * g) / Math.sqrt(slots[0] + o.epsilon);
    case 'mlp-lab>adadelta': {
      slots[0] = o.rho * slots[0] + (1 - o.rho) * g * g;
      const change = (Math.sqrt(slots[1] + o.epsilon) * g) / Math.sqrt(slots[0] + o.epsilon);
      slots[1] = o.rho * slots[1] + (1 - o.rho) * change * change;
      return w - rate * change;
    }
    case 'mlp-lab>adam':
    case 'mlp-lab>adamw':
    case 'Adam': {
      const shrunk = name === 'mlp-lab>adamw' ? w - w * o.weightDecay * rate : w;
      slots[0] += (g - slots[0]) * (1 - o.beta1);
      slots[1] += (g * g - slots[1]) * (1 - o.beta2);
      const corrected = (rate * Math.sqrt(1 - power(o.beta2, step))) / (1 - power(o.beta1, step));
      const epsilon = name === 'Adam' ? o.epsilon * Math.sqrt(1 - power(o.beta2, step)) : o.epsilon;
      return shrunk - (corrected * slots[0]) / (Math.sqrt(slots[1]) + epsilon);
    }
    case 'mlp-lab>adamax':
      slots[0] += (g - slots[0]) * (1 - o.beta1);
      slots[1] = Math.max(o.beta2 * slots[1], Math.abs(g));
      return w - (rate * slots[0]) / ((slots[1] + o.epsilon) * (1 - power(o.beta1, step)));
    case 'mlp-lab>nadam': {
      slots[0] += (g - slots[0]) * (1 - o.beta1);
      slots[1] += (g * g - slots[1]) * (1 - o.beta2);
      const momentum = (t: number) => o.beta1 * (1 - 0.5 * power(0.96, t));
      let product = 1;
      for (let t = 1; t <= step; t++) product *= momentum(t);
      const [now, next] = [momentum(step), momentum(step + 1)];
      const ahead = (slots[0] * next) / (1 - product * next) + (g * (1 - now)) / (1 - product);
      return w - (rate * ahead) / (Math.sqrt(slots[1] / (1 - power(o.beta2, step))) + o.epsilon);
    }
    case 'Momentum':
      slots[0] = o.momentum * slots[0] + g;
      return w - rate * (o.useNesterov ? g + o.momentum * slots[0] : slots[0]);
    case 'RMSProp': {
      slots[0] = o.decay * slots[0] + (1 - o.decay) * g * g;
      if (o.centered) slots[2] = o.decay * slots[2] + (1 - o.decay) * g;
      const variance = o.centered ? Math.max(slots[0] - slots[2] ** 2, 0) : slots[0];
      slots[1] = o.momentum * slots[1] + (rate * g) / Math.sqrt(variance + o.epsilon);
      return w - slots[1];
    }
    case 'Adagrad':
      slots[0] += g * g;
      return w - (rate * g) / Math.sqrt(slots[0] + 1e-7);
    case 'Adadelta': {
      const change = (Math.sqrt(slots[1] + o.epsilon) * g) / Math.sqrt(slots[0] + o.epsilon);
      slots[0] = o.rho * slots[0] + (1 - o.rho) * g * g;
      slots[1] = o.rho * slots[1] + (1 - o.rho) * change * change;
      return w - rate * change;
    }
    case 'Adamax':
      slots[0] = o.beta1 * slots[0] + (1 - o.beta1) * g;
      slots[1] = Math.max(o.beta2 * slots[1], Math.abs(g));
      return (
        w - ((rate / (1 + o.decay * (step - 1))) * slots[0]) / ((slots[1] + o.epsilon) * (1 - power(o.beta1, step)))
      );
    default:
      throw new MlpLabError('invalid-argument', `the reference has no rule for the optimizer ${name}`);
  }
}

/** base^exponent with the base as float32: at step 1, 1 - 0.999 differs by a hundred-thousandth, and Keras has it so. */
const power = (base: number, exponent: number) => Math.fround(base) ** exponent;
