// @mlp-lab/core/files: files that someone else may have made, and files written completely or not at all. Node only.
export { readFileBytes, statFile } from './read-file-bytes';
export { writeAtomically } from './write-atomically';
