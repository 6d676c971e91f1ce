// What is for Node alone: the way back from a run folder.
export { changedFiles, recordChecksums } from './run-folder/checksums';
export { readRun, type StoredNetwork, type StoredRun } from './run-folder/read-run';
export { reportSoFar } from './run-folder/report-so-far';
export { answersTo, type Pictures, type StoredModel, storedModel, withStoredModels } from './run-folder/stored-models';
export type { NetworkFacts } from './train/network-model';
