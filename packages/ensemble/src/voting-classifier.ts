// scikit-learn's VotingClassifier, with the same names in camelCase: fits the members on encoded labels, and combines their
// predictions by a vote.
import { MlpLabError } from '@mlp-lab/core';
import { accuracyScore, type ScoreOptions } from './accuracy-score';
import { checkEstimators } from './check-estimators';
import { checkFitted } from './check-fitted';
import { checkFitOptions, checkParameters } from './check-parameters';
import { classLabels } from './class-labels';
import type { EstimatorFor, FitOptions, NamedEstimator, Voting } from './estimator';
import { fitMembers } from './fit-members';
import { hardVote } from './hard-vote';
import { type Label, LabelEncoder } from './label-encoder';
import { memberLabels, memberProbabilities } from './member-answers';
import { setParams } from './set-params';
import { softVote } from './soft-vote';
import type { VoteWeights } from './vote-weights';
import type { Verbose, VotingOptions } from './voting-options';

/**
 * A vote of several classifiers. `voting`, `weights` and `flattenTransform` are read by `predict`, so they can be changed
 * without refitting. As in scikit-learn, `fit` validates the parameters.
 *
 * `X` is the type of the features that the members accept, `L` the type of the labels (`fit` resolves to the classifier typed by
 * its `y`), `V` the voting.
 */
export class VotingClassifier<X = unknown, L extends Label = Label, V extends Voting = 'hard'> {
  readonly estimatorType = 'classifier';
  /** The members and their names. `fit` fits clones of them. `'drop'` leaves a member out. */
  estimators: readonly NamedEstimator<V, X>[];
  weights: VoteWeights;
  nJobs: number | null;
  flattenTransform: boolean;
  verbose: Verbose;
  #voting!: Voting;

  /** The fitted members, without dropped ones. Set by `fit`. */
  declare estimators_: EstimatorFor<V, X>[];
  /** The fitted members by name, 'drop' for dropped ones. Set by `fit`. */
  declare namedEstimators_: Record<string, EstimatorFor<V, X> | 'drop'>;
  /** Encodes and decodes labels. Set by `fit`. */
  declare le_: LabelEncoder<L>;
  /** The class labels in ascending order: [K]. Set by `fit`. */
  declare classes_: L[];
  /**
   * The weighted mean of the members' probabilities: [n][K]. As in scikit-learn, the method only exists while `voting` is
   * 'soft' (`'predictProba' in classifier`).
   */
  declare predictProba: V extends 'soft' ? (x: X) => Promise<number[][]> : ((x: X) => Promise<number[][]>) | undefined;

  constructor(estimators: readonly NamedEstimator<NoInfer<V>, X>[], options: VotingOptions<V> = {}) {
    const { voting = 'hard', weights = null, nJobs = null, flattenTransform = true, verbose = false } = options;
    this.estimators = estimators;
    this.voting = voting;
    this.weights = weights;
    this.nJobs = nJobs;
    this.flattenTransform = flattenTransform;
    this.verbose = verbose;
  }

  get voting(): Voting {
    return this.#voting;
  }

  set voting(voting: Voting) {
    this.#voting = voting;
    if (voting === 'soft') {
      const value = async (x: X) => (await this.#softVote(x)).probabilities;
      Object.defineProperty(this, 'predictProba', { value, configurable: true });
    } else Reflect.deleteProperty(this, 'predictProba');
  }

  /** The members by name. */
  get namedEstimators(): Record<string, EstimatorFor<V, X> | 'drop'> {
    return Object.fromEntries(this.estimators);
  }

  /** Number of features seen during `fit`, if the first member has it. */
  get nFeaturesIn_(): number | undefined {
    checkFitted(this);
    return this.estimators_[0].nFeaturesIn_;
  }

  /**
   * Fits a clone of each member on the encoded labels, then disposes of the members of an earlier `fit`.
   *
   * @param x features, passed to the members unchanged.
   * @param y one label per sample: integers, strings or booleans.
   * @returns this classifier, typed by the labels of `y`.
   * @throws MlpLabError `invalid-argument` for the first of scikit-learn's checks that fails: the constructor's parameters,
   * the fit options, `y`, the members, the number of weights; `bad-model` for a member that does not support sample weights.
   */
  async fit<M extends L>(x: X, y: ArrayLike<M>, options: FitOptions = {}): Promise<VotingClassifier<X, M, V>> {
    checkParameters(this.getParams({ deep: false }));
    checkFitOptions(options);
    const labels = classLabels(y) as L[];
    checkEstimators(this.estimators, this.weights);

    const encoder = new LabelEncoder<L>();
    const encoded = encoder.fitTransform(labels);
    const { estimators, nJobs, verbose } = this;
    const fitted = await fitMembers(estimators, x, encoded, { sampleWeight: options.sampleWeight, nJobs, verbose });
    this.dispose();
    this.le_ = encoder;
    this.classes_ = encoder.classes_;
    this.estimators_ = fitted.filter((member) => member !== 'drop');
    this.namedEstimators_ = Object.fromEntries(estimators.map(([name], i) => [name, fitted[i]]));
    return this as unknown as VotingClassifier<X, M, V>;
  }

  /** The label that wins the vote: [n]. */
  async predict(x: X): Promise<L[]> {
    checkFitted(this);
    const winners =
      this.voting === 'soft'
        ? (await this.#softVote(x)).labels
        : hardVote(await memberLabels(this.estimators_, x), this.#activeWeights());
    return this.le_.inverseTransform(winners);
  }

  /**
   * The predictions of each member; weights are ignored. Hard voting: encoded labels, [n][members]. Soft voting: probabilities,
   * [n][members · K], or [members][n][K] if `flattenTransform` is false.
   */
  async transform(x: X): Promise<number[][] | number[][][]> {
    checkFitted(this);
    if (this.voting !== 'soft') return transposed(await memberLabels(this.estimators_, x));
    const members = await memberProbabilities(this.estimators_, x);
    if (!this.flattenTransform) return members.map((rows) => Array.from(rows, (row) => Array.from(row)));
    return Array.from(members[0], (_, row) => members.flatMap((rows) => Array.from(rows[row])));
  }

  /** `fit` followed by `transform`. */
  async fitTransform(x: X, y: ArrayLike<L>, options: FitOptions = {}): Promise<number[][] | number[][][]> {
    await this.fit(x, y, options);
    return this.transform(x);
  }

  /** The accuracy on samples `x` with true labels `y`, 0 to 1. */
  async score(x: X, y: ArrayLike<L>, options: ScoreOptions = {}): Promise<number> {
    return accuracyScore(y, await this.predict(x), options);
  }

  /** The constructor's parameters and, if `deep`, the members by name and their parameters as `name__parameter`. */
  getParams({ deep = true }: { deep?: boolean } = {}): Record<string, unknown> {
    const { estimators, flattenTransform, nJobs, verbose, voting, weights } = this;
    const own = { estimators, flattenTransform, nJobs, verbose, voting, weights };
    if (!deep) return own;
    const nested = estimators.flatMap(([name, estimator]) =>
      Object.entries((estimator !== 'drop' && estimator.getParams?.({ deep: true })) || {}).map(
        ([key, value]) => [`${name}__${key}`, value] as const,
      ),
    );
    return { ...own, ...Object.fromEntries(estimators), ...Object.fromEntries(nested) };
  }

  /**
   * Sets `estimators`, then members by name (`{ rf: 'drop' }`), then the other parameters and members' parameters (`lr__c`).
   *
   * @throws MlpLabError `unknown-name` for a name that is none of these.
   */
  setParams<W extends Voting = V>(params: { voting?: W; [name: string]: unknown }): VotingClassifier<X, L, W> {
    setParams(this, params);
    return this as unknown as VotingClassifier<X, L, W>;
  }

  /** Names of the columns that `transform` returns. */
  getFeatureNamesOut(): string[] {
    checkFitted(this);
    const soft = this.voting === 'soft';
    if (soft && !this.flattenTransform)
      throw new MlpLabError(
        'invalid-argument',
        "getFeatureNamesOut is not supported when voting is 'soft' and flattenTransform is false",
      );
    const names = this.estimators
      .filter(([, estimator]) => estimator !== 'drop')
      .map(([name]) => `votingclassifier_${name}`);
    return soft ? names.flatMap((name) => this.classes_.map((_, k) => `${name}${k}`)) : names;
  }

  /** An unfitted classifier with the same parameters and clones of the members. */
  clone(): VotingClassifier<X, L, V> {
    const { weights, nJobs, flattenTransform, verbose } = this;
    const clones = this.estimators.map(
      ([name, estimator]) => [name, estimator === 'drop' ? estimator : estimator.clone()] as NamedEstimator<V, X>,
    );
    return new VotingClassifier(clones, { voting: this.voting as V, weights, nJobs, flattenTransform, verbose });
  }

  /** Calls `dispose` of the fitted members that have one: it frees the tensors of TensorFlow.js networks. */
  dispose(): void {
    for (const member of this.estimators_ ?? []) member.dispose?.();
  }

  async #softVote(x: X) {
    checkFitted(this);
    return softVote(await memberProbabilities(this.estimators_, x), this.#activeWeights());
  }

  /** The weights of the members that are not dropped. As with Python's `zip`, weights beyond the last member are ignored. */
  #activeWeights(): number[] | null {
    const { estimators, weights } = this;
    return weights && Array.from(weights).filter((_, i) => i < estimators.length && estimators[i][1] !== 'drop');
  }
}

/** [members][n] → [n][members] */
function transposed(members: ArrayLike<number>[]): number[][] {
  return Array.from(members[0], (_, row) => members.map((votes) => votes[row]));
}
