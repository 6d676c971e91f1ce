export { type ActivationName, activationNames } from './activation-names';
export { buildMlp } from './build-mlp';
export { checkRecipe } from './check-recipe';
export { type Described, type Difference, describeDifference } from './describe-difference';
export { initializeWeights } from './initializers/initialize-weights';
export { type InitializerName, initializerNames } from './initializers/initializer-names';
export { nearestNames, suggestNames } from './nearest-names';
export { notebook, notebookRows } from './notebook';
export type { OptimizerRules } from './optimizers/check-optimizer';
export { createOptimizer } from './optimizers/create-optimizer';
export type {
  BuiltInOptimizerRecipe,
  OptimizerName,
  OptimizerRecipe,
  PluginOptimizerRecipe,
} from './optimizers/optimizer-recipe';
export type { Hyperparameters, OptimizerRule, OptimizerState, OptimizerUpdate } from './optimizers/optimizer-rule';
export { defaultOptimizer, optimizerNames } from './optimizers/optimizer-rules';
export { definePlugin, type LayerClass, type LayerFactory, type Plugin, type PluginMeta } from './plugin';
export { overrideRecipe, type Recipe, type RecipeField, type Scale } from './recipe';
export { type BuildOptions, createRegistry, type Registry } from './registry';
export { joinTensorFlow, type TensorFlow } from './tensorflow';
export type { BuildContext, BuildTarget, EnsembleRecipe, Variant } from './variant';
export { notebookRecipe } from './variants/baseline';
