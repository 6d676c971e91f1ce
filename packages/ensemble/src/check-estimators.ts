// Checks the members before any is fitted, in scikit-learn's order: names, whether all are dropped, whether each is a
// classifier, and the number of weights.
import { describeValue, MlpLabError } from '@mlp-lab/core';
import { isParameterName } from './check-parameters';
import type { NamedEstimator } from './estimator';
import type { VoteWeights } from './vote-weights';

/** @throws MlpLabError `invalid-argument` for the first check that fails. */
export function checkEstimators(estimators: readonly NamedEstimator[], weights: VoteWeights): void {
  checkPairs(estimators);
  if (estimators.length === 0) throw notPairs(estimators);
  checkNames(estimators.map(([name]) => name));
  if (estimators.every(([, estimator]) => estimator === 'drop'))
    fail('All estimators are dropped. At least one is required to be an estimator.');
  for (const [name, estimator] of estimators) if (estimator !== 'drop') checkClassifier(name, estimator);
  if (weights !== null && weights.length !== estimators.length)
    fail(
      `Number of estimators and weights must be equal; got ${weights.length} weights, ${estimators.length} estimators`,
    );
}

/** @throws MlpLabError `invalid-argument` for anything but an array of pairs of a name and an estimator. */
export function checkPairs(estimators: unknown): asserts estimators is readonly NamedEstimator[] {
  if (!Array.isArray(estimators) || ![...estimators].every(isPair)) throw notPairs(estimators);
}

function isPair(item: unknown): boolean {
  return Array.isArray(item) && item.length === 2 && typeof item[0] === 'string';
}

const notPairs = (estimators: unknown) =>
  new MlpLabError(
    'invalid-argument',
    "Invalid 'estimators' attribute, 'estimators' should be a non-empty list of (string, estimator) tuples: " +
      `received ${describeValue(estimators)}`,
  );

/** Names as scikit-learn lists them. */
export const listNames = (names: readonly unknown[]): string => `[${names.map(describeValue).join(', ')}]`;

function checkNames(names: string[]): void {
  if (new Set(names).size !== names.length) fail(`Names provided are not unique: ${listNames(names)}`);
  const taken = names.filter(isParameterName).sort();
  if (taken.length > 0) fail(`Estimator names conflict with constructor arguments: ${listNames(taken)}`);
  const reserved = names.filter((name) => name.includes('__'));
  if (reserved.length > 0) fail(`Estimator names must not contain __: got ${listNames(reserved)}`);
}

/** @throws MlpLabError `invalid-argument` for a member that lacks a method or is not a classifier. */
export function checkClassifier(name: string, estimator: unknown): void {
  const missing = missingMethods(estimator);
  const type = (estimator as { estimatorType?: unknown } | null | undefined)?.estimatorType ?? 'classifier';
  if (missing.length > 0 || type !== 'classifier')
    fail(
      `The estimator ${describeValue(estimator)} should be a classifier: '${name}' ` +
        `${missing.length > 0 ? `has no method ${missing.join(', ')}${remedy(estimator)}` : `has estimatorType ${describeValue(type)}`}`,
    );
}

/** A classifier as those of ml.js needs one line. */
function remedy(estimator: unknown): string {
  const { train, predict } = (estimator ?? {}) as { train?: unknown; predict?: unknown };
  if (typeof predict !== 'function') return '';
  const name = describeValue(estimator);
  const trained =
    typeof train === 'function'
      ? `{ const model = new ${name}(); model.train(x, y); return model; }`
      : 'a model trained on x and y';
  return `. Wrap it: classifierOf((x, y) => ${trained})`;
}

const METHODS = ['fit', 'predict', 'clone'] as const;

/** The methods of an estimator that a value lacks. */
export function missingMethods(estimator: unknown): string[] {
  const methods = (estimator ?? {}) as Partial<Record<(typeof METHODS)[number], unknown>>;
  return METHODS.filter((method) => typeof methods[method] !== 'function');
}

function fail(message: string): never {
  throw new MlpLabError('invalid-argument', message);
}
