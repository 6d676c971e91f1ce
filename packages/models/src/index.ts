export { applyExpression, joinTensorFlow, type TensorFlow } from '@mlp-lab/core/tensorflow';
export { type ActivationName, activationNames } from './activations/activation-names';
export type { ActivationRules } from './activations/expression-activation';
export { buildMlp } from './build-mlp';
export { checkRecipe } from './check-recipe';
export { checkRegistry } from './check-registry';
export { checkVariant } from './check-variant';
export { definePlugin } from './define-plugin';
export { type Described, type Difference, describeDifference } from './describe-difference';
export { initializeWeights } from './initializers/initialize-weights';
export { type InitializerName, initializerNames } from './initializers/initializer-names';
export type { InitializerRule, InitializerRules } from './initializers/initializer-rule';
export type { KnownName, OptionsByName, VariantsOf } from './known-variants';
export { notebook, notebookRows, optimizerRaceNames } from './notebook';
export { defaultOptimizer, optimizerNames } from './optimizers/built-in-optimizers';
export { createOptimizer } from './optimizers/create-optimizer';
export type {
  CodedOptimizer,
  OptimizerDefinition,
  OptimizerDefinitions,
  OptimizerState,
  OptimizerUpdate,
} from './optimizers/optimizer-definition';
export type {
  BuiltInOptimizerRecipe,
  OptimizerName,
  OptimizerRecipe,
  PluginOptimizerRecipe,
} from './optimizers/optimizer-recipe';
export { checkOptions, type NoOptions, type OptionsSchema, type OptionValues } from './options';
export { optionsName } from './options-name';
export type { Parts } from './parts';
export {
  type LayerClass,
  type LayerFactory,
  type Plugin,
  type PluginMeta,
  pluginTitle,
} from './plugin';
export { overrideRecipe, type Recipe, type RecipeField } from './recipe';
export { type BuildOptions, createRegistry, type KnownRegistry, type Registry, type RegistryOptions } from './registry';
export {
  type ActivationIdentifier,
  type BuildContext,
  type BuildTarget,
  type Deprecation,
  defineVariant,
  type EnsembleRecipe,
  type InitializerIdentifier,
  type Variant,
  type VariantOrigin,
} from './variant';
export { notebookRecipe } from './variants/baseline';
