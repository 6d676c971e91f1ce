// What is for Node alone: the way back from a run folder.
export { readRun, type StoredNetwork, type StoredRun, storedAnswers } from './read-run';
export { reportSoFar } from './report-so-far';
export type { RunAnswers } from './run-answers';
export type { RunConfig } from './run-config';
