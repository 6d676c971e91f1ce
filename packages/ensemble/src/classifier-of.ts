// A classifier of another library, such as ml.js, as a member: a function that trains a model → an estimator.
import { checkFunction, checkOptions, describeValue, MlpLabError } from '@mlp-lab/core';
import type { Awaitable, Estimator, FitOptions, ProbabilisticEstimator } from './estimator';

/** What a model of another library does with samples. */
export interface ClassifierMethods<Model, X> {
  /** The encoded label of each sample: [n]. @default `model.predict(x)` */
  predict?(model: Model, x: X): Awaitable<ArrayLike<number>>;
  /** The probability of each class for each sample: [n][K]. Soft votes need it. */
  predictProba?(model: Model, x: X): Awaitable<ArrayLike<ArrayLike<number>>>;
}

/** As ml.js's models do. */
function predictionsOf<X>(model: unknown, x: X): Awaitable<ArrayLike<number>> {
  const { predict } = Object(model) as { predict?: (x: X) => Awaitable<ArrayLike<number>> };
  if (typeof predict === 'function') return predict.call(model, x);
  throw new MlpLabError(
    'bad-model',
    `classifierOf's train must return a model with predict: received ${describeValue(model)}. For other models, pass ` +
      'classifierOf(train, { predict: (model, x) => … })',
  );
}

/**
 * An estimator that trains a new model in every `fit`.
 *
 * @param train makes a trained model of features and encoded labels, 0 to K - 1; `options` are those of `fit`.
 * @throws MlpLabError `invalid-argument` where one of them is not a function, and for an unknown method.
 * @returns an estimator; its `predict` throws an MlpLabError `bad-model` before `fit`, and for a model without `predict` where none is given.
 */
export function classifierOf<Model, X = unknown>(
  train: (x: X, y: number[], options?: FitOptions) => Awaitable<Model>,
  methods: ClassifierMethods<Model, X> & { predictProba: NonNullable<ClassifierMethods<Model, X>['predictProba']> },
): ProbabilisticEstimator<X>;
export function classifierOf<Model, X = unknown>(
  train: (x: X, y: number[], options?: FitOptions) => Awaitable<Model>,
  methods?: ClassifierMethods<Model, X>,
): Estimator<X>;
export function classifierOf<Model, X>(
  train: (x: X, y: number[], options?: FitOptions) => Awaitable<Model>,
  methods?: ClassifierMethods<Model, X>,
): Estimator<X> {
  checkFunction('train', train);
  const checks = { predict: checkFunction, predictProba: checkFunction };
  const given = checkOptions<ClassifierMethods<Model, X>>('classifierOf', methods, checks);
  const { predict = predictionsOf, predictProba } = given;
  let trained: { model: Model } | undefined;
  const use = <Result>(act: (model: Model, x: X) => Result, x: X): Result => {
    if (!trained) throw new MlpLabError('bad-model', 'this classifier is not fitted yet: call fit(x, y) first');
    return act(trained.model, x);
  };
  return {
    async fit(x, y, options) {
      trained = { model: await train(x, y, options) };
      return this;
    },
    predict: (x) => use(predict, x),
    ...(predictProba && { predictProba: (x: X) => use(predictProba, x) }),
    clone: () => classifierOf(train, methods),
  };
}
