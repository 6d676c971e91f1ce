export { evaluate } from './evaluate';
export { type Explanation, explain } from './explain';
export { fit } from './fit';
export { type FitAllOptions, type FitJob, fitAll, type JobProgress } from './fit-all';
export type { DataInput, EvaluateArgs, FitArgs, FitCallback, FitResult, Logs, PredictArgs } from './fit-args';
export { predict } from './predict';
export type { Program, ProgramState } from './program';
