// The ensemble: members are fitted on encoded labels, asked, and their answers voted into one. scikit-learn's
// VotingClassifier, name for name in camelCase.
import { MlpLabError } from '@mlp-lab/core';
import { accuracyScore, type ScoreOptions } from './accuracy-score';
import { checkEstimators } from './check-estimators';
import { checkFitOptions } from './check-fit-options';
import { checkFitted } from './check-fitted';
import { checkParameters } from './check-parameters';
import { classLabels } from './class-labels';
import type { EstimatorFor, FitOptions, NamedEstimator, Voting } from './estimator';
import { fitMembers } from './fit-members';
import { hardVote } from './hard-vote';
import type { Label } from './label';
import { LabelEncoder } from './label-encoder';
import { memberLabels, memberProbabilities } from './member-answers';
import { setParams } from './set-params';
import { softVote } from './soft-vote';
import type { VoteWeights } from './vote-weights';
import type { Verbose, VotingOptions } from './voting-options';

/**
 * Several classifiers that vote. `voting`, `weights` and `flattenTransform` are read when predicting, so that they can be
 * changed without another `fit`. Arguments are checked by `fit`, as in scikit-learn.
 *
 * `X` is what the members take as rows, `L` the labels' type (`fit` resolves to the classifier typed by its `y`), `V` the voting.
 */
export class VotingClassifier<X = unknown, L extends Label = Label, V extends Voting = 'hard'> {
  readonly estimatorType = 'classifier';
  /** The members by name, as given: `fit` fits clones of them. `'drop'` leaves one out. */
  estimators: readonly NamedEstimator<V, X>[];
  weights: VoteWeights;
  nJobs: number | null;
  flattenTransform: boolean;
  verbose: Verbose;
  #voting!: Voting;

  /** The fitted members, without the dropped ones. Set by `fit`. */
  declare estimators_: EstimatorFor<V, X>[];
  /** The fitted members by name, 'drop' for the dropped ones. Set by `fit`. */
  declare namedEstimators_: Record<string, EstimatorFor<V, X> | 'drop'>;
  /** Encodes and decodes labels. Set by `fit`. */
  declare le_: LabelEncoder<L>;
  /** The labels, ascending: [K]. Set by `fit`. */
  declare classes_: L[];
  /**
   * The weighted mean of the members' probabilities: [n][K]. There only while `voting` is 'soft', as in scikit-learn
   * (`'predictProba' in classifier` tells).
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

  /** The members by name, as given. */
  get namedEstimators(): Record<string, EstimatorFor<V, X> | 'drop'> {
    return Object.fromEntries(this.estimators);
  }

  /** The number of features that `fit` saw, where the first member tells it. */
  get nFeaturesIn_(): number | undefined {
    checkFitted(this);
    return this.estimators_[0].nFeaturesIn_;
  }

  /**
   * Fits a clone of each member on the encoded labels. The members of an earlier `fit` are disposed of when that is done.
   *
   * @param x rows, handed to the members untouched.
   * @param y one label a row: whole numbers, strings or booleans.
   * @returns this classifier, typed by the labels of `y`.
   * @throws MlpLabError `invalid-argument` for the first of scikit-learn's checks that fails: the constructor's arguments,
   * the fit options, `y`, the members, the number of weights; `bad-model` for a member that can't take sample weights.
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

  /** The label that wins the vote, a row each: [n]. */
  async predict(x: X): Promise<L[]> {
    checkFitted(this);
    const winners =
      this.voting === 'soft'
        ? (await this.#softVote(x)).labels
        : hardVote(await memberLabels(this.estimators_, x), this.#activeWeights());
    return this.le_.inverseTransform(winners);
  }

  /**
   * What each member says, without weights. Hard: encoded labels, [n][members]. Soft: probabilities, [n][members · K],
   * member after member, or [members][n][K] where `flattenTransform` is false.
   */
  async transform(x: X): Promise<number[][] | number[][][]> {
    checkFitted(this);
    if (this.voting !== 'soft') return transposed(await memberLabels(this.estimators_, x));
    const members = await memberProbabilities(this.estimators_, x);
    if (!this.flattenTransform) return members.map((rows) => Array.from(rows, (row) => Array.from(row)));
    return Array.from(members[0], (_, row) => members.flatMap((rows) => Array.from(rows[row])));
  }

  /** `fit`, then `transform`. */
  async fitTransform(x: X, y: ArrayLike<L>, options: FitOptions = {}): Promise<number[][] | number[][][]> {
    await this.fit(x, y, options);
    return this.transform(x);
  }

  /** The share of rows whose label is predicted, 0 to 1. */
  async score(x: X, y: ArrayLike<L>, options: ScoreOptions = {}): Promise<number> {
    return accuracyScore(y, await this.predict(x), options);
  }

  /** The constructor's arguments; when `deep`, the members by name and their own parameters as `name__parameter` too. */
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
   * Sets `estimators`, then members by name (`{ rf: 'drop' }`), then other arguments and members' parameters (`lr__c`).
   *
   * @throws MlpLabError `unknown-name` for a name that is none of these.
   */
  setParams<W extends Voting = V>(params: { voting?: W; [name: string]: unknown }): VotingClassifier<X, L, W> {
    setParams(this, params);
    return this as unknown as VotingClassifier<X, L, W>;
  }

  /** The names of the columns of `transform`. */
  getFeatureNamesOut(): string[] {
    checkFitted(this);
    const soft = this.voting === 'soft';
    if (soft && !this.flattenTransform)
      throw new MlpLabError(
        'invalid-argument',
        "getFeatureNamesOut is not supported when voting is 'soft' and flattenTransform is false: there are no columns",
      );
    const names = this.estimators
      .filter(([, estimator]) => estimator !== 'drop')
      .map(([name]) => `votingclassifier_${name}`);
    return soft ? names.flatMap((name) => this.classes_.map((_, k) => `${name}${k}`)) : names;
  }

  /** A classifier with the same arguments and clones of the members, not fitted. */
  clone(): VotingClassifier<X, L, V> {
    const { weights, nJobs, flattenTransform, verbose } = this;
    const clones = this.estimators.map(
      ([name, estimator]) => [name, estimator === 'drop' ? estimator : estimator.clone()] as NamedEstimator<V, X>,
    );
    return new VotingClassifier(clones, { voting: this.voting as V, weights, nJobs, flattenTransform, verbose });
  }

  /** Frees what the fitted members hold, where they have a `dispose` (TensorFlow.js's tensors); needless for others. */
  dispose(): void {
    for (const member of this.estimators_ ?? []) member.dispose?.();
  }

  async #softVote(x: X) {
    checkFitted(this);
    return softVote(await memberProbabilities(this.estimators_, x), this.#activeWeights());
  }

  /** The weights of the members that are not dropped. Those beyond the last member are ignored, as by Python's `zip`. */
  #activeWeights(): number[] | null {
    const { estimators, weights } = this;
    return weights && Array.from(weights).filter((_, i) => i < estimators.length && estimators[i][1] !== 'drop');
  }
}

/** [members][n] → [n][members] */
function transposed(members: ArrayLike<number>[]): number[][] {
  return Array.from(members[0], (_, row) => members.map((votes) => votes[row]));
}
