// The configuration of an optimizer of Keras → the recipe of the one that does the same.
import { kerasOptimizers } from '@mlp-lab/core';
import type { SavedOptimizer } from '../../saved-optimizer';
import { type Config, configOf, numberOf, textOf } from './config-fields';

type OptimizerRecipe = NonNullable<SavedOptimizer['recipe']>;

/** Keras's classes, and what the optimizer is called here. */
const NAMES: Readonly<Record<string, (config: Config) => OptimizerRecipe['name']>> = {
  SGD: ({ momentum, nesterov }) => (!momentum ? 'sgd' : nesterov ? 'nesterov' : 'momentum'),
  Adagrad: () => 'adagrad',
  Adadelta: () => 'adadelta',
  RMSprop: () => 'rmsprop',
  Adam: ({ weight_decay }) => (weight_decay ? 'adamw' : 'adam'),
  AdamW: () => 'adamw',
  Adamax: () => 'adamax',
  Nadam: () => 'nadam',
};

/** Settings that change what an optimizer does, and that no recipe has. */
const EXTRAS = [
  'clipnorm',
  'global_clipnorm',
  'clipvalue',
  'use_ema',
  'gradient_accumulation_steps',
  'amsgrad',
  'centered',
  'decay', // of the learning rate, in Keras 2
];

/** Where Keras's name is not that of the hyperparameter in snake case. */
const FIELDS: Readonly<Record<string, string>> = {
  beta1: 'beta_1',
  beta2: 'beta_2',
  initialAccumulator: 'initial_accumulator_value',
};

/** The recipe, or why there is none. @throws MlpLabError `bad-data` for a damaged configuration. */
export function optimizerRecipe(given: unknown): OptimizerRecipe | string {
  const { class_name, config: inner } = configOf(given, 'the optimizer');
  const className = textOf(class_name, 'the optimizer: class_name');
  const config = configOf(inner, `optimizer ${className}`);
  if (!Object.hasOwn(NAMES, className)) return `mlp-lab has no optimizer ${className}`;
  const name = NAMES[className](config);
  const extras = [
    ...EXTRAS,
    ...(className === 'RMSprop' ? ['momentum'] : []),
    ...(name === 'adamw' ? [] : ['weight_decay']),
  ];
  const extra = extras.find((field) => config[field]);
  if (extra !== undefined) return `${className}'s ${extra} is not in mlp-lab`;
  const rate = config.learning_rate ?? config.lr; // Keras 2.2 and earlier
  if (typeof rate === 'object' && rate !== null)
    return `its learning rate follows the schedule ${String((rate as Config).class_name)}, which mlp-lab doesn't have`;
  const hyperparameters = Object.keys(kerasOptimizers[name].defaults).map((key) => {
    const field = FIELDS[key] ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const value = key === 'learningRate' ? rate : config[field];
    return [key, shortest(numberOf(value, `optimizer ${className}: ${field}`))];
  });
  return { name, ...Object.fromEntries(hyperparameters) };
}

/** Keras writes 0.01 as 0.009999999776482582, its nearest float32. */
export function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === Math.fround(value)) return rounded;
  }
  return value;
}
