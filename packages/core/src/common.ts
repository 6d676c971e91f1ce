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
} from './checks/check-argument';
export { checkArray, checkNumbers, isNumberArray } from './checks/check-array';
export { describeJson, describeValue } from './checks/describe-value';
export { type ErrorCode, MlpLabError } from './checks/error';
export { warnOnce } from './checks/warn-once';
export type { FunctionOperator } from './expression/arithmetic-of-doubles';
export {
  type AnyExpression,
  type Expression,
  OPERATORS,
  type Operation,
  type Operator,
} from './expression/expression-tree';
export { type Interpretation, interpret, interpreter } from './expression/interpret';
export { numbering } from './expression/numbering';
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
export { createRandomBits, type RandomBits } from './random/random-bits';
export type { Key } from './random/threefry';
export { noiseKey, trainingOrder } from './random/training-order';
export { type NumericArray, sizeFromShape, type TensorData, tensorData } from './tensor-data';
export { coreCount } from './threads/core-count';
export { isBrowser, type NodeWorker, nodeWorkers } from './threads/node-workers';
export { missingWebAssembly } from './webassembly/webassembly-support';
