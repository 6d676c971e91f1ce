export type { EnsemblePlace } from './ensemble-parts';
export { loadEnsemble, saveEnsemble } from './ensemble-store';
export { folderHandler } from './folder-handler';
export { LayersClassifier } from './layers-classifier';
export type { Place } from './network-store';
export type { Build, BuildContext, LayersClassifierOptions, LayersClassifierParameters } from './parameters';
export type { Rows } from './rows';
export type { LayersFitOptions } from './train-network';
