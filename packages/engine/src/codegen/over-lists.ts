// Products over lists of nonzero numbers.
export { clearLastMasks, listColumns, listRows, reserveNonZeros } from './kernels/non-zeros';
export { fromLists } from './stages/dense/from-lists';
export { inputGradient } from './stages/dense/list-gradient';
