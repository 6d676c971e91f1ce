// What is for Node alone: the way back from a run folder.
export { readRun, type StoredNetwork, type StoredRun, storedAnswers, storedSnapshots } from './run-folder/read-run';
export { reportSoFar } from './run-folder/report-so-far';
export type { RunAnswers } from './run-folder/run-answers';
export type { RunConfig } from './run-folder/run-config';
export { answersTo, type Pictures, type StoredModel, withStoredModels } from './run-folder/stored-models';
export type { NetworkFacts } from './train/network-model';
