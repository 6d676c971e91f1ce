export { type Dataset, firstImages, type ImageSet } from './dataset';
export { type ErrorCode, MlpLabError } from './error';
export type { History } from './history';
export { log } from './log';
export { createRandom, type Random } from './random';
export { type NumericArray, type TensorData, tensorData } from './tensor-data';
export type { Key } from './threefry';
export { type TrainingStreams, trainingStreams } from './training-streams';
