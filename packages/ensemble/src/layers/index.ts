export type { EnsembleLocation } from './ensemble-parts';
export { loadEnsemble, saveEnsemble } from './ensemble-store';
export type { Features } from './features';
export { folderHandler } from './folder-handler';
export { LayersClassifier } from './layers-classifier';
export type { Build, BuildContext, LayersClassifierOptions, LayersClassifierParameters } from './layers-parameters';
export { loadModel } from './load-model';
export type { ModelLocation } from './model-store';
