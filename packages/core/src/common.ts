// What every program needs, without formulas and what is written with them: `index.ts` has both.
export { ARITHMETICS, type Arithmetic, missingFusion } from './arithmetic';
export { ASCII_SPELLING, asciiText } from './ascii-text';
export {
  type Check,
  checkBoolean,
  checkCount,
  checkFunction,
  checkNumber,
  checkObject,
  checkOptions,
  checkSignal,
  checkString,
  checkUrl,
  invalidArgument,
  omitNulls,
  oneOf,
} from './check-argument';
export { checkArray, checkNumbers, isNumberArray } from './check-array';
export { className, type Dataset, firstImages, type ImageSet } from './dataset';
export { describeJson, describeValue } from './describe-value';
export { type ErrorCode, MlpLabError } from './error';
export { evaluateExpression } from './expression/evaluate-expression';
export {
  type AnyExpression,
  type Expression,
  OPERATORS,
  type Operation,
  type Operator,
} from './expression/expression-tree';
export { GREATEST_EXPONENT, LEAST_FLOAT } from './expression/float-range';
export { type Interpretation, interpret, interpreter } from './expression/interpret';
export type { History } from './history';
export { createLimiter, type Limiter } from './limiter';
export { mapLimited } from './map-limited';
export { log } from './maths/log';
export { normalsFromWords } from './maths/normal-quantile';
export { nearestNames, suggestNames } from './nearest-names';
export type {
  DescribedOptimizer,
  Hyperparameters,
  OptimizerRule,
  OptimizerSlot,
  StepExpression,
  WeightExpression,
} from './optimizer/optimizer-rule';
export { initialSlot, type StepScalars, stepScalars } from './optimizer/step-scalars';
export { commonRules } from './optimizer/tensorflow/common-rules';
export { parseJson } from './parse-json';
export { createRandom, type Random } from './random';
export { SCALES, type Scale, type Scaling, scalingOf } from './scale';
export { type NumericArray, sizeFromShape, type TensorData, tensorData } from './tensor-data';
export type { Connection } from './threads/connection';
export { coreCount } from './threads/core-count';
export { isBrowser, nodeWorkers } from './threads/node-workers';
export { type LastWords, serveParent } from './threads/serve-parent';
export { openThread, type Thread } from './threads/thread';
export { openThreadPool, type ThreadPool, type ThreadPoolOptions } from './threads/thread-pool';
export type { Key } from './threefry';
export { type TrainingStreams, trainingStreams } from './training-streams';
export { warnOnce } from './warn-once';
export { missingWebAssembly } from './webassembly-support';
export { wholeNumber } from './whole-number';
