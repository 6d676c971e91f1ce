// What programs need that go over lists of nonzero numbers: of samples, as images are, and of activations and gradients.
export { fromData } from '../codegen/stages/dense/from-data';
export { fromLists } from '../codegen/stages/dense/from-lists';
export { inputGradient } from '../codegen/stages/dense/list-gradient';
export { chooseInputFormats } from '../memory/choose-input-format';
