// Optimizers as plain data: a name and every hyperparameter, none implied.

interface LearningRate {
  readonly learningRate: number;
}
interface Momentum extends LearningRate {
  readonly momentum: number;
}
interface Moments extends LearningRate {
  /** Decay of the mean of the gradients. */
  readonly beta1: number;
  /** Decay of the mean of their squares (adamax: of their greatest size). */
  readonly beta2: number;
  readonly epsilon: number;
}

export interface SgdRecipe extends LearningRate {
  readonly name: 'sgd';
}
export interface MomentumRecipe extends Momentum {
  readonly name: 'momentum';
}
export interface NesterovRecipe extends Momentum {
  readonly name: 'nesterov';
}
export interface AdagradRecipe extends LearningRate {
  readonly name: 'adagrad';
  readonly initialAccumulator: number;
  readonly epsilon: number;
}
export interface AdadeltaRecipe extends LearningRate {
  readonly name: 'adadelta';
  readonly rho: number;
  readonly epsilon: number;
}
export interface RmspropRecipe extends LearningRate {
  readonly name: 'rmsprop';
  readonly rho: number;
  readonly epsilon: number;
}
export interface AdamRecipe extends Moments {
  readonly name: 'adam';
}
export interface AdamaxRecipe extends Moments {
  readonly name: 'adamax';
}
export interface NadamRecipe extends Moments {
  readonly name: 'nadam';
}
export interface AdamwRecipe extends Moments {
  readonly name: 'adamw';
  readonly weightDecay: number;
}

/** An optimizer of a plugin, by its full name: `acme/lion`. */
export interface PluginOptimizerRecipe extends LearningRate {
  readonly name: `${string}/${string}`;
  readonly [hyperparameter: string]: number | string;
}

/** An optimizer of this package. */
export type BuiltInOptimizerRecipe =
  | SgdRecipe
  | MomentumRecipe
  | NesterovRecipe
  | AdagradRecipe
  | AdadeltaRecipe
  | RmspropRecipe
  | AdamRecipe
  | AdamaxRecipe
  | NadamRecipe
  | AdamwRecipe;

export type OptimizerRecipe = BuiltInOptimizerRecipe | PluginOptimizerRecipe;

export type OptimizerName = BuiltInOptimizerRecipe['name'];
