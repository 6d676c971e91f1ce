// `setParams` in scikit-learn's order: `estimators`, then members by name, then everything else.
import { describeValue, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { listNames } from './check-estimators';
import { isParameterName, PARAMETER_NAMES } from './check-parameters';
import type { NamedEstimator } from './estimator';

interface Parameterized {
  estimators: readonly NamedEstimator[];
}

/**
 * Sets parameters of an ensemble in place: first `estimators`, then members by name (`{ rf: 'drop' }`), then the other
 * constructor parameters and parameters of members (`rf__depth`).
 *
 * @throws MlpLabError `unknown-name` for a name that is none of these; `invalid-argument` if a member has no parameters.
 */
export function setParams(ensemble: Parameterized, params: Record<string, unknown> | null | undefined): void {
  if (typeof params !== 'object' && params !== undefined)
    throw invalidArgument('setParams', 'an object of parameters', describeValue(params));
  const { estimators, ...others } = params ?? {};
  if (estimators !== undefined) ensemble.estimators = estimators as NamedEstimator[];
  const [members, rest] = split(Object.entries(others), ([name]) => memberOf(ensemble, name) !== undefined);
  for (const [name, estimator] of members)
    ensemble.estimators = ensemble.estimators.map((item) =>
      item[0] === name ? ([name, estimator] as NamedEstimator) : item,
    );

  const nested = new Map<string, Record<string, unknown>>();
  for (const [key, value] of rest) {
    const [name, parameter] = partition(key);
    checkName(ensemble, name);
    if (parameter === undefined) Object.assign(ensemble, { [name]: value });
    else nested.set(name, { ...nested.get(name), [parameter]: value });
  }
  for (const [name, own] of nested) setOnMember(ensemble, name, own);
}

function memberOf(ensemble: Parameterized, name: string): NamedEstimator | undefined {
  return Array.isArray(ensemble.estimators) ? ensemble.estimators.find((item) => item?.[0] === name) : undefined;
}

function split<Item>(items: Item[], belongs: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

/** 'pipe__lr__c' → ['pipe', 'lr__c']. */
function partition(key: string): [name: string, parameter?: string] {
  const index = key.indexOf('__');
  return index < 0 ? [key] : [key.slice(0, index), key.slice(index + 2)];
}

function checkName(ensemble: Parameterized, name: string): void {
  if (isParameterName(name) || memberOf(ensemble, name) !== undefined) return;
  const members = Array.isArray(ensemble.estimators) ? ensemble.estimators.map((item) => item?.[0]) : [];
  throw new MlpLabError(
    'unknown-name',
    `Invalid parameter '${name}' for estimator VotingClassifier. Valid parameters are: ` +
      `${listNames(PARAMETER_NAMES)}, and the estimators ${listNames(members)}.`,
  );
}

function setOnMember(ensemble: Parameterized, name: string, params: Record<string, unknown>): void {
  const estimator = memberOf(ensemble, name)?.[1];
  if (typeof estimator === 'object' && typeof estimator?.setParams === 'function') estimator.setParams(params);
  else
    throw new MlpLabError(
      'invalid-argument',
      `'${name}' has no parameters: expected an estimator with setParams, received ${describeValue(estimator)}`,
    );
}
