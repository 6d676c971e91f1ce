// scikit-learn's VotingClassifier, with the same names in camelCase: fits the members on encoded labels, and combines their
// predictions by a vote.
import { checkBoolean, checkOptions, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { accuracyScore, type ScoreOptions } from './accuracy-score';
import { isArrayLike } from './array-input';
import { checkClassifier, checkEstimators, checkPairs } from './check-estimators';
import { checkFitted } from './check-fitted';
import { checkParameters, readFitOptions } from './check-parameters';
import type { EstimatorFor, FitOptions, NamedEstimator, Voting } from './estimator';
import { checkAborted, fitMembers } from './fit-members';
import { majorityVote } from './hard-vote';
import { freeWhenUnused } from './in-use';
import { LabelEncoder } from './label-encoder';
import { type Label, type Labels, readClassLabels } from './labels';
import { memberProbabilities, memberVotes } from './member-predictions';
import { allLabels } from './prefit';
import { flatten, type ProbabilityMatrix, toRows } from './probability-matrix';
import { setParams } from './set-params';
import { meanProbabilities, mostProbable } from './soft-vote';
import type { VoteWeights } from './vote-weights';
import type { Verbose, VotingOptions } from './voting-options';

/**
 * A vote of several classifiers. `voting`, `weights` and `flattenTransform` are read by `predict`, so they can be changed
 * without refitting. As in scikit-learn, `fit` validates the parameters.
 *
 * `X` is the type of the features that the members accept, `L` the type of the labels (`fit` resolves to the classifier typed by
 * its `y`), `V` the voting.
 *
 * Calls may overlap: each uses the parameters and the fitted members from the time when it was called. Of several calls of `fit`,
 * the last one that was called and succeeds determines the members, whichever ends first.
 */
export class VotingClassifier<X = unknown, L extends Label = Label, V extends Voting = 'hard'> {
  /** Tells other ensembles what it is. */
  readonly estimatorType = 'classifier';
  /** The members and their names. `fit` fits clones of them. `'drop'` leaves a member out. */
  estimators: readonly NamedEstimator<V, X>[];
  /** One per member, or null for equal weights. Takes effect without refitting. */
  weights: VoteWeights;
  /** How many members to fit at the same time: null is one, -1 all. */
  nJobs: number | null;
  /** Whether `transform` of a soft vote gives one row per sample, `[n][members · K]`. */
  flattenTransform: boolean;
  /** Whether, or by which function, to print a line per fitted member. */
  verbose: Verbose;
  /** Whether the members are fitted already: `fit` then only finds the classes. */
  prefit: boolean;
  #voting!: Voting;
  #fitsCalled = 0;
  #fitted = 0;

  /** The fitted members, without dropped ones. Set by `fit`. */
  declare estimators_: EstimatorFor<V, X>[];
  /** The fitted members by name, 'drop' for dropped ones. Set by `fit`. */
  declare namedEstimators_: Record<string, EstimatorFor<V, X> | 'drop'>;
  /** Whether the fitted members are the caller's own, fitted before. Set by `fit`. */
  declare prefit_: boolean;
  /** Encodes and decodes labels. Set by `fit`. */
  declare le_: LabelEncoder<L>;
  /** The class labels in ascending order: [K]. Set by `fit`. */
  declare classes_: L[];
  /**
   * The weighted mean of the members' probabilities: [n][K]. As in scikit-learn, the method only exists while `voting` is
   * 'soft' (`'predictProba' in classifier`).
   */
  declare predictProba: V extends 'soft' ? (x: X) => Promise<number[][]> : ((x: X) => Promise<number[][]>) | undefined;

  /** @throws MlpLabError `invalid-argument` for an unknown option. `fit` validates the values. */
  constructor(estimators: readonly NamedEstimator<NoInfer<V>, X>[], options?: VotingOptions<V> | null) {
    const { prefit = false, ...others } = { ...options };
    const given = checkOptions('VotingClassifier', typeof options === 'object' && options ? others : options, OPTIONS);
    const { voting = 'hard', weights = null, nJobs = null, flattenTransform = true } = given;
    const { verbose = false } = given;
    this.estimators = estimators;
    this.voting = voting;
    this.weights = weights;
    this.nJobs = nJobs;
    this.flattenTransform = flattenTransform;
    this.verbose = verbose;
    this.prefit = prefit;
  }

  /** Which vote `predict` takes; `predictProba` exists while it is `soft`. Takes effect without refitting. */
  get voting(): Voting {
    return this.#voting;
  }

  set voting(voting: Voting) {
    this.#voting = voting;
    if (voting === 'soft') {
      const value = (x: X) => this.#softVote(x, meanProbabilities);
      Object.defineProperty(this, 'predictProba', { value, configurable: true });
    } else Reflect.deleteProperty(this, 'predictProba');
  }

  /** The members by name. */
  get namedEstimators(): Record<string, EstimatorFor<V, X> | 'drop'> {
    checkPairs(this.estimators);
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
   * the fit options, `y`, the members, the number of weights; `bad-model` for a member that does not support sample weights; `aborted` by the signal.
   */
  async fit<M extends Label>(x: X, y: Labels<M>, options?: FitOptions | null): Promise<VotingClassifier<X, M, V>> {
    this.#keep(await this.#fit(x, y, options));
    return this as unknown as VotingClassifier<X, M, V>;
  }

  /** The label that wins the vote: [n]. */
  async predict(x: X): Promise<L[]> {
    checkFitted(this);
    const { le_: encoder } = this;
    return encoder.inverseTransform(
      this.voting === 'soft' ? await this.#softVote(x, mostProbable) : await this.#hardVote(x),
    );
  }

  /**
   * The predictions of each member; weights are ignored. Hard voting: encoded labels, [n][members]. Soft voting: probabilities,
   * [n][members · K], or [members][n][K] if `flattenTransform` is false.
   */
  async transform(x: X): Promise<number[][] | number[][][]> {
    checkFitted(this);
    return transform(this, this, x);
  }

  /** `fit` followed by `transform`. */
  async fitTransform(x: X, y: Labels<L>, options?: FitOptions | null): Promise<number[][] | number[][][]> {
    const { voting, flattenTransform } = this;
    const fitted = await this.#fit(x, y, options);
    const transformed = transform(fitted, { voting, flattenTransform }, x); // uses the members before #keep may dispose of them
    this.#keep(fitted);
    return transformed;
  }

  /** The accuracy on samples `x` with true labels `y`, 0 to 1. */
  async score(x: X, y: Labels, options?: ScoreOptions | null): Promise<number> {
    return accuracyScore(y, await this.predict(x), options);
  }

  /** The constructor's parameters and, if `deep`, the members by name and their parameters as `name__parameter`. */
  getParams(options?: { deep?: boolean | undefined } | null): Record<string, unknown> {
    const { deep = true } = checkOptions('getParams', options, { deep: checkBoolean });
    const { estimators, flattenTransform, nJobs, verbose, voting, weights, prefit } = this;
    // scikit-learn's parameters, and the one that it lacks where it is set.
    const own = { estimators, flattenTransform, nJobs, verbose, voting, weights, ...(prefit && { prefit }) };
    if (!deep) return own;
    checkPairs(estimators);
    const nested = estimators.flatMap(([name, estimator]) =>
      Object.entries(paramsOf(estimator)).map(([key, value]) => [`${name}__${key}`, value] as const),
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
    checkPairs(this.estimators);
    const names = this.estimators
      .filter(([, estimator]) => estimator !== 'drop')
      .map(([name]) => `votingclassifier_${name}`);
    return soft ? names.flatMap((name) => this.classes_.map((_, k) => `${name}${k}`)) : names;
  }

  /** An unfitted classifier with the same parameters and clones of the members; members that are fitted already stay themselves. */
  clone(): VotingClassifier<X, L, V> {
    const { weights, nJobs, flattenTransform, verbose, prefit } = this;
    checkPairs(this.estimators);
    const keeps = (estimator: unknown) => estimator === 'drop' || prefit;
    const clones = this.estimators.map(
      ([name, estimator]) =>
        [name, keeps(estimator) ? estimator : clone(name, estimator as never)] as NamedEstimator<V, X>,
    );
    return new VotingClassifier(clones, {
      voting: this.voting as V,
      weights,
      nJobs,
      flattenTransform,
      verbose,
      prefit,
    });
  }

  /** Calls `dispose` of the fitted members that have one, once no call uses them: it frees the tensors of TensorFlow.js networks. */
  dispose(): void {
    if (this.estimators_ !== undefined && !this.prefit_) dispose(this.estimators_);
  }

  async #fit(x: X, y: Labels, options?: FitOptions | null): Promise<Fitted<X, L, V>> {
    checkParameters(this.getParams({ deep: false }));
    const given = readFitOptions(options);
    const labels = readClassLabels(y, 'VotingClassifier') as ArrayLike<L>;
    checkEstimators(this.estimators, this.weights);
    checkAborted(given.signal);

    const { estimators, nJobs, verbose, prefit } = this;
    if (prefit && given.sampleWeight != null)
      throw invalidArgument('sampleWeight', 'none, because the members are fitted already', 'weights');
    const le_ = new LabelEncoder<L>();
    le_.fit((prefit ? allLabels(estimators, labels) : labels) as Labels<L>);
    const call = ++this.#fitsCalled;
    const members = prefit
      ? estimators.map(([, estimator]) => estimator)
      : await fitMembers(estimators, x, le_.transform(labels), { ...given, nJobs, verbose });
    return {
      prefit_: prefit,
      call,
      estimators_: members.filter((member) => member !== 'drop'),
      namedEstimators_: Object.fromEntries(estimators.map(([name], i) => [name, members[i]])),
      le_,
    };
  }

  /** Sets the fitted attributes, unless a `fit` that was called later has already set them. */
  #keep({ call, estimators_, namedEstimators_, le_, prefit_ }: Fitted<X, L, V>): void {
    if (call < this.#fitted) {
      if (!prefit_) dispose(estimators_);
      return;
    }
    this.dispose();
    this.#fitted = call;
    this.prefit_ = prefit_;
    this.le_ = le_;
    this.classes_ = le_.classes_;
    this.estimators_ = estimators_;
    this.namedEstimators_ = namedEstimators_;
  }

  async #softVote<Result>(x: X, vote: (members: ProbabilityMatrix[], weights: VoteWeights) => Result): Promise<Result> {
    checkFitted(this);
    const weights = this.#activeWeights();
    return vote(await memberProbabilities(this, x), weights);
  }

  async #hardVote(x: X): Promise<Uint32Array> {
    const weights = this.#activeWeights();
    const classes = this.classes_.length;
    const votes = await memberVotes(this, x);
    const winners = majorityVote(votes, weights);
    if (winners.some((label) => label >= classes)) majorityVote(votes, weights, classes); // throws, naming the member
    return winners;
  }

  /** The weights of the members that are not dropped. As with Python's `zip`, weights beyond the last member are ignored. */
  #activeWeights(): VoteWeights {
    const { estimators, weights } = this;
    if (!isArrayLike(weights)) return weights;
    checkPairs(estimators);
    return Array.from(weights).filter((_, i) => i < estimators.length && estimators[i][1] !== 'drop');
  }
}

/** The names are checked by the constructor; the values by `fit`, as in scikit-learn. */
const byFit = () => {};
const OPTIONS = { voting: byFit, weights: byFit, nJobs: byFit, flattenTransform: byFit, verbose: byFit }; // scikit-learn's

/** The result of one call of `fit`. */
interface Fitted<X, L extends Label, V extends Voting> {
  /** Its number, counted from 1. */
  call: number;
  estimators_: EstimatorFor<V, X>[];
  namedEstimators_: Record<string, EstimatorFor<V, X> | 'drop'>;
  le_: LabelEncoder<L>;
  prefit_: boolean;
}

type Members<X> = Parameters<typeof memberVotes<X>>[0];

async function transform<X>(
  members: Members<X>,
  { voting, flattenTransform }: { voting: Voting; flattenTransform: boolean },
  x: X,
): Promise<number[][] | number[][][]> {
  if (voting !== 'soft') {
    const votes = (await memberVotes(members, x)).map(({ labels }) => labels);
    return Array.from(votes[0], (_, sample) => votes.map((labels) => labels[sample]));
  }
  const matrices = await memberProbabilities(members, x);
  const rows = matrices.map((matrix) => toRows(flatten(matrix), matrix.classes));
  return flattenTransform ? Array.from(rows[0], (_, sample) => rows.flatMap((own) => own[sample])) : rows;
}

function clone<Member extends { clone(): unknown }>(name: string, estimator: Member): Member {
  checkClassifier(name, estimator);
  return estimator.clone() as Member;
}

function paramsOf(estimator: { getParams?(options: { deep: true }): object } | 'drop'): object {
  if (typeof estimator !== 'object' || typeof estimator?.getParams !== 'function') return {};
  return estimator.getParams({ deep: true }) ?? {};
}

function dispose(members: readonly { dispose?(): void }[]): void {
  freeWhenUnused(members, () => {
    for (const member of members) member.dispose?.();
  });
}
