// Samples that are lists of their numbers, which a first dense layer reads.
export { chooseInputFormats } from '../memory/choose-input-format';
export { fromData } from './stages/dense/from-data';
