// Checks of options and names, beside those that `common.ts` has.
export { checkOptions } from './checks/check-options';
export { nearestNames, suggestNames } from './checks/nearest-names';
export { wholeNumber } from './checks/whole-number';
