export { checkCount, invalidArgument } from './check-argument';
export { type Dataset, firstImages, type ImageSet } from './dataset';
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
export { displayValue } from './display-value';
export { type ErrorCode, MlpLabError } from './error';
export { checkExpression } from './expression/check-expression';
export { derivative, derivativeForTraining } from './expression/derivative';
export { evaluateExpression } from './expression/evaluate-expression';
export { type Condition, expression, type Maths, type Term, type TermLike } from './expression/expression';
export { type Expression, OPERATORS, type Operation, type Operator } from './expression/expression-tree';
export { formula } from './expression/formula';
export { type Interpretation, interpret } from './expression/interpret';
export type { History } from './history';
export { createLimiter, type Limiter } from './limiter';
export { mapLimited } from './map-limited';
export { log } from './maths/log';
export { normalsFromWords } from './maths/normal-quantile';
export { nadamMomentum, nadamMomentumProduct, power } from './maths/optimizer-steps';
export { nearestNames, suggestNames } from './nearest-names';
export { createRandom, type Random } from './random';
export { readOptions } from './read-options';
export { type NumericArray, sizeFromShape, type TensorData, tensorData } from './tensor-data';
export type { Connection } from './threads/connection';
export { isBrowser, nodeWorkers } from './threads/node-workers';
export { serveParent } from './threads/serve-parent';
export type { Thread } from './threads/thread';
export { openThreadPool, type ThreadPool, type ThreadPoolOptions } from './threads/thread-pool';
export type { Key } from './threefry';
export { type TrainingStreams, trainingStreams } from './training-streams';
