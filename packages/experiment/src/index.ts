export type { Backend, BackendOptions } from './backends/backend';
export { checkBackend } from './backends/definitions';
export { type BackendStatus, listBackends } from './backends/list-backends';
export { loadBackend } from './backends/load-backend';
export { type BenchOptions, bench, checkWorkload, type Measurement, workloads } from './bench';
export { type CompareEvent, type CompareOptions, compare } from './compare';
export { type DescribeNetworkOptions, describeNetwork, type NetworkLayer } from './describe-network';
export { type InspectedVariant, type Inspection, type InspectOptions, inspect } from './inspect';
export type { LayerMeasure } from './measure-layers';
export type { Weights } from './plan/ensemble-weights';
export { type Grid, gridVariants } from './plan/grid-variants';
export type { AskedVariant } from './plan/plan';
export { type Overrides, type Protocol, protocols } from './plan/protocol';
export type { Settings } from './plan/setting';
export { type RacePoint, type RaceResult, race } from './race';
export type { DisputedImage, EnsembleResult } from './report/ensemble-result';
export {
  type Against,
  type Estimate,
  type Interval,
  REPORT_SCHEMA,
  type Report,
  type Row,
  type Run,
  type RunHistory,
} from './report/report';
export {
  answersOf,
  momentsOf,
  type NetworkResults,
  type RunAnswers,
  runAnswers,
  runTaskIds,
} from './report/run-answers';
export { historyCsv } from './run-folder/history-csv';
export type { RunConfig } from './run-folder/run-config';
export type { LayerMoment } from './train/record-layers';
export { loadRegistry, type RegistryModule } from './train/registry-module';
export type { TrainerOrder, TrainerReply } from './train/remote/messages';
export { obeyOrders, type Place } from './train/remote/obey-orders';
export type { FromPage, PageData, PagePlugins, PageSession, ToPage } from './train/remote/page-messages';
export { openRemoteTrainer, type RemoteTrainer } from './train/remote/remote-trainer';
export type { Task, TaskProgress, TaskResult } from './train/task';
export { isData, openTrainer, type Trainer, type TrainerOptions } from './train/trainer';
