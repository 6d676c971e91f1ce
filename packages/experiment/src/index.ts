export type { Backend, BackendOptions } from './backends/backend';
export { checkBackend } from './backends/definitions';
export { type BackendStatus, listBackends } from './backends/list-backends';
export { loadBackend } from './backends/load-backend';
export {
  type BenchOptions,
  bench,
  checkWorkload,
  type Measurement,
  type OpenBench,
  openBench,
  type Timing,
  timing,
  workloads,
} from './bench';
export { compare } from './compare';
export type { CompareEvent, CompareOptions } from './compare-options';
export { type DescribeNetworkOptions, describeNetwork, type NetworkLayer } from './describe-network';
export { answerImages, checkImageModel, type GivenModel, type ImageAnswers } from './evaluate/answer-images';
export { evaluateModels, type ModelEvaluation } from './evaluate/evaluate-models';
export { type ModelVote, type VoteModelsOptions, voteModels } from './evaluate/vote-models';
export { acceptTasks, type TaskWorker, type TrainAssignment } from './executor/accept-tasks';
export { connect } from './executor/connect';
export type { Assignment, Executor, RunOptions } from './executor/executor';
export { failureOf } from './executor/failure';
export { decode, encode } from './executor/json-codec';
export { type ExecutorOptions, openExecutor } from './executor/open-executor';
export type { TaskReply, TaskRequest, Transport } from './executor/protocol';
export { loadRegistry, type RegistryModule } from './executor/registry-module';
export { type DatasetIdentity, type Requirements, requirementsOf, unmetRequirement } from './executor/requirements';
export { serveTasks } from './executor/serve-tasks';
export { openThreadExecutor } from './executor/thread-executor';
export {
  type FromPage,
  openPageTransport,
  type PageStream,
  type PageTransport,
  type PageTransportOptions,
  type ToPage,
} from './executor/transports/http-page';
export { type InspectedVariant, type Inspection, type InspectOptions, inspect, type Measured } from './inspect';
export type { MadeBy } from './made-by';
export type { PageData, PageMachine, PagePlugins, PageQueue, PageSession } from './page-session';
export type { Weights } from './plan/ensemble-weights';
export { type Grid, gridVariants } from './plan/grid-variants';
export { missingClasses } from './plan/missing-classes';
export { type AskedVariant, allNetworks, type Plan, type PlannedNetwork, type PlanOptions, plan } from './plan/plan';
export { type Overrides, type Protocol, protocols } from './plan/protocol';
export { registeredVariant, type VariantReference } from './plan/registered-variant';
export type { Settings } from './plan/setting';
export { type RacePoint, type RaceResult, race } from './race';
export { assemble, type Outcome } from './report/assemble';
export { checkReport, checkRunConfig } from './report/check-report';
export { type DatasetInfo, datasetInfo, differentDatasets, isSameDataset } from './report/dataset-info';
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
export { plainJson, reportJson, restoreReport } from './report/report-json';
export {
  answersOf,
  type NetworkResults,
  type RunAnswers,
  runAnswers,
  runTaskIds,
  snapshotsOf,
} from './report/run-answers';
export { historyCsv } from './run-folder/history-csv';
export type { PluginDigests } from './run-folder/plugin-digests';
export { type RunConfig, runConfig } from './run-folder/run-config';
export type { Checkpoint, SavedTensor } from './train/checkpoint';
export type { LayerMeasure } from './train/measure-layers';
export type { LayerSnapshot } from './train/record-snapshots';
export { optimizerState, startingCheckpoint } from './train/starting-checkpoint';
export type { Task, TaskProgress, TaskResult } from './train/task';
