// What every program needs that trains a network of common layers; `index.ts` has everything.
export { ARITHMETICS, type Arithmetic } from './arithmetic';
export {
  type Check,
  checkBoolean,
  checkCount,
  checkFunction,
  checkNumber,
  checkObject,
  checkSignal,
  checkString,
  checkUrl,
  invalidArgument,
  omitNulls,
  oneOf,
} from './check-argument';
export { checkArray, checkNumbers, isNumberArray } from './check-array';
export { describeJson, describeValue } from './describe-value';
export { type ErrorCode, MlpLabError } from './error';
export {
  type AnyExpression,
  type Expression,
  OPERATORS,
  type Operation,
  type Operator,
} from './expression/expression-tree';
export { type Interpretation, interpret, interpreter } from './expression/interpret';
export type { History } from './history';
export type {
  DescribedOptimizer,
  Hyperparameters,
  OptimizerRule,
  OptimizerSlot,
  StepExpression,
  WeightExpression,
} from './optimizer/optimizer-rule';
export { type StepEvaluator, type StepScalars, stepEvaluator } from './optimizer/step-evaluator';
export { commonRules } from './optimizer/tensorflow/common-rules';
export { createRandomBits, type RandomBits } from './random-bits';
export { type NumericArray, sizeFromShape, type TensorData, tensorData } from './tensor-data';
export { coreCount } from './threads/core-count';
export { isBrowser, nodeWorkers } from './threads/node-workers';
export type { Key } from './threefry';
export { noiseKey, trainingOrder } from './training-order';
export { warnOnce } from './warn-once';
export { missingWebAssembly } from './webassembly-support';
