// The optimizers of TensorFlow.js, as Keras has them.
import type { Weight } from '../../network/network';
import { type Config, configOf, numberOf, textOf } from '../keras/config-fields';

interface KerasLike {
  /** `class_name` and `config` in Keras's words. */
  readonly config: Config;
  /** A variable of the file → the same in Keras. */
  variable(entry: readonly [name: string, weight: Weight]): readonly [string, Weight];
}

const same: KerasLike['variable'] = (entry) => entry;

/** @returns a problem, the end of a sentence, for an optimizer that no recipe describes. */
export function tfjsOptimizer(given: unknown): KerasLike | string {
  const { class_name, config: inner } = configOf(given, 'the optimizer');
  const className = textOf(class_name, 'the optimizer: class_name');
  const settings = configOf(inner, `optimizer ${className}`);
  const { learningRate, beta1, beta2, epsilon, decay, momentum, useNesterov, centered } = settings;
  const learning_rate = learningRate;
  const keras = (kerasName: string, config: Config, variable = same): KerasLike => ({
    config: { class_name: kerasName, config: { learning_rate, ...config } },
    variable,
  });
  switch (className) {
    case 'SGD':
      return keras('SGD', {});
    case 'Momentum': {
      const rate = numberOf(learningRate, 'optimizer Momentum: learningRate');
      return keras('SGD', { momentum, nesterov: useNesterov }, (entry) => scaledMomentum(entry, rate));
    }
    case 'Adagrad':
      return keras('Adagrad', { initial_accumulator_value: settings.initialAccumulatorValue, epsilon: EPSILON });
    case 'RMSProp':
      return keras('RMSprop', { rho: decay, momentum, centered, epsilon });
    case 'Adam':
      return keras('Adam', { beta_1: beta1, beta_2: beta2, epsilon });
    case 'Adadelta':
      return "TensorFlow.js's Adadelta takes other steps than Keras's, which mlp-lab has";
    default:
      return `mlp-lab has no optimizer ${className}`;
  }
}

const EPSILON = 1e-7; // of the backends

/** TensorFlow.js keeps the sum of gradients, Keras that of the steps that they make: -rate · g. */
function scaledMomentum([name, { shape, data }]: readonly [string, Weight], rate: number): readonly [string, Weight] {
  if (!name.endsWith('/momentum')) return [name, { shape, data }];
  return [name, { shape, data: data.map((value) => -rate * value) }];
}
