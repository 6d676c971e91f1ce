export type { ModelInput, TensorInput } from './data/tensor-input';
export { type EarlyStoppingOptions, earlyStopping } from './fit/early-stopping';
export { evaluate } from './fit/evaluate';
export { type Explanation, explain } from './fit/explain';
export { fit } from './fit/fit';
export { type FitAllOptions, type FitJob, fitAll, type JobProgress } from './fit/fit-all';
export type { EvaluateArgs, FitArgs, FitCallback, FitResult, Logs, PredictArgs } from './fit/fit-args';
export { predict } from './fit/predict';
export type { Program, ProgramState } from './program';
