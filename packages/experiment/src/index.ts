export { backends, checkBackend } from './backends';
export { type BenchOptions, bench, checkWorkload, type Measurement, workloads } from './bench';
export { type CompareEvent, type CompareOptions, compare } from './compare';
export type { DisputedImage, EnsembleResult } from './ensemble-result';
export type { Weights } from './ensemble-weights';
export { type Grid, gridVariants } from './grid-variants';
export { historyCsv } from './history-csv';
export { type InspectedVariant, type Inspection, type InspectOptions, inspect } from './inspect';
export type { LayerMeasure } from './measure-layers';
export { type Overrides, type Protocol, protocols } from './protocol';
export { type RacePoint, type RaceResult, race } from './race';
export {
  type Against,
  type Estimate,
  type Interval,
  REPORT_SCHEMA,
  type Report,
  type Row,
  type Run,
  type RunHistory,
} from './report';
export type { Task, TaskProgress } from './task';
