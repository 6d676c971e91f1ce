export * from './common';
export { checkDescription, type LayerFacts } from './description/check-description';
export type {
  AddPrimitive,
  BatchNormalizationPrimitive,
  DensePrimitive,
  DescribedActivation,
  DescribedLayer,
  ElementwisePrimitive,
  LayerContext,
  LayerNormalizationPrimitive,
  LayerPrimitive,
  MaxoutPrimitive,
} from './description/layer-description';
export { checkExpression } from './expression/check-expression';
export { derivative, derivativeForTraining } from './expression/derivative';
export { expression } from './expression/expression';
export { formula } from './expression/formula';
export { substitute } from './expression/substitute';
export { type Condition, expressionOf, type Maths, maths, type Term, type TermLike, termOf } from './expression/term';
export { checkOptimizerRule } from './optimizer/check-optimizer-rule';
export { optimizerRule } from './optimizer/compose-rule';
export { keepsZeros } from './optimizer/keeps-zeros';
export { kerasOptimizers } from './optimizer/keras/keras-optimizers';
export { scaleByNadam } from './optimizer/keras/nadam';
export { scaleByRms } from './optimizer/keras/rmsprop';
export { tensorFlowOptimizers } from './optimizer/tensorflow/tensorflow-optimizers';
export {
  type ComposedOptimizer,
  chain,
  type Hyperparameter,
  type OptimizerContext,
  type Transformation,
} from './optimizer/transformation';
export { addDecayedWeights } from './optimizer/transformations/add-decayed-weights';
export { decayWeights } from './optimizer/transformations/decay-weights';
export { scaleByAdadelta } from './optimizer/transformations/scale-by-adadelta';
export { scaleByAdam } from './optimizer/transformations/scale-by-adam';
export { scaleByAdamax } from './optimizer/transformations/scale-by-adamax';
export { scaleByLearningRate } from './optimizer/transformations/scale-by-learning-rate';
export { scaleByRss } from './optimizer/transformations/scale-by-rss';
export { trace } from './optimizer/transformations/trace';
