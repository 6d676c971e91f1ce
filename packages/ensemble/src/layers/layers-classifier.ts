// A TensorFlow.js network as an estimator, so that networks can vote: what KerasClassifier is to Keras.
import { type History, MlpLabError, type Scaling } from '@mlp-lab/core';
import { predict } from '@mlp-lab/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { accuracyScore, type ScoreOptions } from '../accuracy-score';
import { argmax } from '../argmax';
import { classLabels } from '../class-labels';
import type { Label } from '../label';
import { LabelEncoder } from '../label-encoder';
import { buildNetwork, disposeNetwork } from './network';
import { loadNetwork, type Place, saveNetwork } from './network-store';
import {
  type Code,
  cloneSeed,
  completeParameters,
  type LayersClassifierOptions,
  type LayersClassifierParameters,
  replaceParameters,
} from './parameters';
import { type Rows, readRows, rowSize } from './rows';
import { learnScaling, scaled } from './scaling';
import { toProbabilities, toTargets } from './targets';
import { type LayersFitOptions, trainNetwork } from './train-network';

/** What a fit leaves behind. */
interface Fitted<L extends Label> {
  model: LayersModel;
  encoder: LabelEncoder<L>;
  scaling: Scaling;
  history: History;
}

/**
 * A classifier that builds a network at every `fit` and trains it, compiled to WebAssembly where it can be. `L` is the
 * labels' type: `fit` resolves to the classifier typed by its `y`. `dispose` frees its tensors.
 */
export class LayersClassifier<L extends Label = number> {
  readonly estimatorType = 'classifier';
  #parameters: LayersClassifierParameters;
  #clones = 0;
  #fitted: Fitted<L> | undefined;

  /** @throws MlpLabError `unknown-name` for a name that is no argument's; values are checked by `fit`. */
  constructor(options: LayersClassifierOptions = {}) {
    this.#parameters = completeParameters(options);
  }

  /** The labels, ascending: [K]. */
  get classes_(): L[] {
    return this.#checkFitted().encoder.classes_;
  }

  /** The trained network. It is the classifier's: the next `fit` and `dispose` dispose of it. */
  get model_(): LayersModel {
    return this.#checkFitted().model;
  }

  /** Loss and metrics of the training, a number an epoch. */
  get history_(): History {
    return this.#checkFitted().history;
  }

  /** Numbers in a row of x. */
  get nFeaturesIn_(): number {
    return rowSize(this.#checkFitted().model.inputs[0].shape);
  }

  /**
   * Trains a new network; an earlier one is disposed of when that is done. A failed `fit` leaves the classifier as it was.
   *
   * @param x `[n, …]`, as the network's input.
   * @param y one label a row: whole numbers, strings or booleans.
   * @returns this classifier, typed by the labels of `y`.
   * @throws MlpLabError `invalid-argument` for arguments or data that can't be; `bad-model` for a network that does not fit
   * them, or no `build`; `diverged` where the loss becomes NaN or infinite; `aborted` by the signal.
   */
  async fit<M extends Label>(x: Rows, y: ArrayLike<M>, options: LayersFitOptions = {}): Promise<LayersClassifier<M>> {
    const { sampleWeight, signal } = options;
    const { build, scale, ...training } = this.#parameters;
    const rows = readRows(x);
    const encoder = new LabelEncoder<M>();
    const encoded = encoder.fitTransform(classLabels(y, 'LayersClassifier') as M[]);
    const scaling = learnScaling(scale, rows);

    const classes = encoder.classes_.length;
    const model = await buildNetwork(build, { seed: training.seed, inputSize: rowSize(rows.shape), classes });
    try {
      const targets = toTargets(model, encoded, classes);
      const args = { ...training, sampleWeight, signal };
      const { history } = await trainNetwork(model, scaled(scaling, rows), targets, args);
      this.dispose();
      this.#fitted = { model, encoder, scaling, history } as unknown as Fitted<L>;
    } catch (error) {
      disposeNetwork(model);
      throw error;
    }
    return this as unknown as LayersClassifier<M>;
  }

  /** The network's output: [n][K]. */
  async predictProba(x: Rows): Promise<number[][]> {
    const { model, encoder, scaling } = this.#checkFitted();
    const output = await predict(model, scaled(scaling, readRows(x)), { compile: this.#parameters.compile });
    return toProbabilities(output, encoder.classes_.length);
  }

  /** The likeliest label of each row: [n]. */
  async predict(x: Rows): Promise<L[]> {
    const { encoder } = this.#checkFitted();
    return encoder.inverseTransform((await this.predictProba(x)).map(argmax));
  }

  /** The share of rows whose label is predicted, 0 to 1. */
  async score(x: Rows, y: ArrayLike<L>, options: ScoreOptions = {}): Promise<number> {
    return accuracyScore(y, await this.predict(x), options);
  }

  /** The constructor's arguments by name. */
  getParams(): LayersClassifierParameters {
    return { ...this.#parameters };
  }

  /** Sets arguments for the next `fit`; a `seed` also begins the clones' seeds anew. */
  setParams(params: LayersClassifierOptions): this {
    this.#parameters = replaceParameters(this.#parameters, params);
    if (params.seed !== undefined) this.#clones = 0;
    return this;
  }

  /**
   * A classifier with the same arguments but a seed of its own, not fitted. The first clone of a seed has always the same
   * seed, the second another, and so on: one classifier can be several members of an ensemble.
   */
  clone(): LayersClassifier {
    return new LayersClassifier({ ...this.#parameters, seed: cloneSeed(this.#parameters.seed, this.#clones++) });
  }

  /** Frees the network's tensors; the classifier is not fitted any more. */
  dispose(): void {
    if (this.#fitted) disposeNetwork(this.#fitted.model);
    this.#fitted = undefined;
  }

  /**
   * Saves the network in TensorFlow.js's format, with classes, scaling and arguments as its user-defined metadata.
   * `build` is code, and is not saved.
   *
   * @param place a folder (Node: `model.json` and its weights, whole or not at all); `indexeddb://NAME` or
   * `downloads://NAME` in a browser; a handler of TensorFlow.js.
   * @throws MlpLabError `bad-model` before `fit`; `io` where it can't be written.
   */
  async save(place: Place): Promise<void> {
    const { model, encoder, scaling, history } = this.#checkFitted();
    const { build, callbacks, ...parameters } = this.#parameters;
    await saveNetwork(model, { classes: encoder.classes_, scaling, history, parameters }, place);
  }

  /**
   * A classifier that `save` has saved: its predictions are the same, to the bit.
   *
   * @param place as for `save`; also `https://…/model.json`.
   * @param code what is not saved. Without `build`, it predicts and votes, but can't be fitted again.
   * @throws MlpLabError `bad-data` for what is missing, damaged or something else.
   */
  static async load<L extends Label = number>(
    place: Place,
    code: Pick<LayersClassifierOptions, Code> = {},
  ): Promise<LayersClassifier<L>> {
    const { model, classes, scaling, history, parameters } = await loadNetwork(place);
    const classifier = new LayersClassifier<L>({ ...parameters, ...code });
    classifier.#fitted = { model, encoder: new LabelEncoder<L>().fit(classes as L[]), scaling, history };
    return classifier;
  }

  #checkFitted(): Fitted<L> {
    if (this.#fitted) return this.#fitted;
    throw new MlpLabError('bad-model', 'this LayersClassifier is not fitted yet: call fit(x, y) first');
  }
}
