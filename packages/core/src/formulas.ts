// Formulas as plain data, the optimizers and layers that are described by them, and random numbers.
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
export { evaluateExpression } from './expression/evaluate-expression';
export { expression } from './expression/expression';
export { GREATEST_EXPONENT, LEAST_FLOAT } from './expression/float-range';
export { formula } from './expression/formula';
export { substitute } from './expression/substitute';
export { type Condition, expressionOf, type Maths, maths, type Term, type TermLike, termOf } from './expression/term';
export { log } from './maths/log';
export { normalsFromWords } from './maths/normal-quantile';
export { checkOptimizerRule } from './optimizer/check-optimizer-rule';
export { optimizerRule } from './optimizer/compose-rule';
export { keepsZeros } from './optimizer/keeps-zeros';
export { kerasOptimizers } from './optimizer/keras/keras-optimizers';
export { scaleByNadam } from './optimizer/keras/nadam';
export { scaleByRms } from './optimizer/keras/rmsprop';
export { initialSlot, stepScalars } from './optimizer/step-scalars';
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
export { createRandom, type Random } from './random/random';
export { type TrainingStreams, trainingStreams } from './random/training-streams';
