// What the entries for Node and for browsers have in common.
export { type ExportFormat, exportFormats } from './formats/formats';
export { eventFile, type HParams, type TensorBoardEvent } from './formats/tensorboard/event-file';
export { registerElementwise as registerLayers } from './network/elementwise-layer';
export type { ReadModelOptions } from './read-model';
export type { RecipeOutline } from './recipe-outline';
export { type RowOutput, rowOutput } from './row-output';
export type { OptimizerState, SavedOptimizer } from './saved-optimizer';
export { scalesPixels } from './scales-pixels';
export { trainableCopy } from './trainable-copy';
export { withInputLayer } from './with-input-layer';
export { type WriteModelOptions, writeModel } from './write-model';
