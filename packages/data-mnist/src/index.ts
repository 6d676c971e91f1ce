export { flatten } from './flatten';
export { type LoadMnistOptions, loadMnist } from './load-mnist';
export { oneHot } from './one-hot';
export { parseIdx } from './parse-idx';
export { type PixelStatistics, pixelStatistics } from './pixel-statistics';
export type { LoadProgress } from './read-idx-file';
export { type GreyPicture, toDigit } from './to-digit';
export { type SetTensors, type ToTensorsOptions, toTensors } from './to-tensors';
export { toTrainingTensors } from './to-training-tensors';
