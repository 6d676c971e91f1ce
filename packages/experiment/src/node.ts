// What is for Node alone: the way back from a run folder.
export { changedFiles, writeDrawings } from './run-folder/checksums';
export { imagesOfRun } from './run-folder/images-of-run';
export { makeFolder } from './run-folder/make-folder';
export { readRun, type StoredNetwork, type StoredRun } from './run-folder/read-run';
export { reportSoFar } from './run-folder/report-so-far';
export { answersTo, type Pictures, type StoredModel, storedModel, withStoredModels } from './run-folder/stored-models';
export {
  type Cause,
  type Difference,
  type Verification,
  type VerifiedNetwork,
  type VerifyOptions,
  verifyRun,
} from './run-folder/verify-run';
export { withStopped } from './run-folder/with-stopped';
export type { NetworkFacts } from './train/network-model';
