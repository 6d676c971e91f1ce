// Products over lists of nonzero numbers.
export { listProduct } from './kernels/list-product';
export { clearLastMasks, listColumns, listRows, reserveNonZeros } from './kernels/non-zeros';
export { fromLists } from './stages/dense/from-lists';
