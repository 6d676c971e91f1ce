// TensorFlow.js networks as estimators, so that they can vote: the counterpart of SciKeras's KerasClassifier.
import { checkFunction, checkOptions, type History, invalidArgument, MlpLabError, type Scaling } from '@mlp-lab/core';
import { predict } from '@mlp-lab/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { accuracyScore, type ScoreOptions } from '../accuracy-score';
import { argmax } from '../argmax';
import type { FitOptions } from '../estimator';
import { freeWhenUnused, whileUsing } from '../in-use';
import { LabelEncoder } from '../label-encoder';
import { type Label, type Labels, readClassLabels } from '../labels';
import { type Features, featureCount, readFeatures } from './features';
import {
  type CodeParameters,
  checkParameters,
  cloneSeed,
  completeParameters,
  type LayersClassifierOptions,
  type LayersClassifierParameters,
  replaceParameters,
} from './layers-parameters';
import { loadNetwork, type ModelLocation, saveNetwork } from './model-store';
import { buildNetwork, disposeNetwork } from './network';
import { learnScaling, scaled } from './scaling';
import { toProbabilities, toTargets } from './targets';
import { readLayersFitOptions, trainNetwork } from './train-network';

/** The result of one call of `fit`. */
interface Fitted<L extends Label> {
  /** Its number, counted from 1. */
  call: number;
  model: LayersModel;
  encoder: LabelEncoder<L>;
  scaling: Scaling;
  history: History;
}

/**
 * A classifier that builds a new network in every `fit` and trains it, compiled to WebAssembly if possible. `L` is the type of
 * the labels: `fit` resolves to the classifier typed by its `y`. Call `dispose` to free the tensors.
 */
export class LayersClassifier<L extends Label = number> {
  /** Tells an ensemble what it is. */
  readonly estimatorType = 'classifier';
  #parameters: LayersClassifierParameters;
  #clones = 0;
  #fitsCalled = 0;
  #fitted: Fitted<L> | undefined;

  /** @throws MlpLabError `invalid-argument` for an unknown parameter. `fit` validates the values. */
  constructor(options?: LayersClassifierOptions | null) {
    this.#parameters = completeParameters(options);
  }

  /** The class labels in ascending order: [K]. */
  get classes_(): L[] {
    return this.#checkFitted().encoder.classes_;
  }

  /** The trained network. It belongs to the classifier: `dispose` and the next `fit` dispose of it. */
  get model_(): LayersModel {
    return this.#checkFitted().model;
  }

  /** Loss and metrics by epoch. */
  get history_(): History {
    return this.#checkFitted().history;
  }

  /** Number of features per sample. */
  get nFeaturesIn_(): number {
    return featureCount(this.#checkFitted().model.inputs[0].shape);
  }

  /**
   * Trains a new network, then disposes of an earlier one. If `fit` fails, the classifier does not change.
   *
   * @param x features: `[n, …]`, as the network's input.
   * @param y one label per sample: integers, strings or booleans.
   * @returns this classifier, typed by the labels of `y`.
   * @throws MlpLabError `invalid-argument` for invalid parameters or data; `bad-model` if there is no `build` or the network does
   * not match the data; `diverged` if the loss becomes NaN or infinite; `aborted` by the signal.
   */
  async fit<M extends Label>(x: Features, y: Labels<M>, options?: FitOptions | null): Promise<LayersClassifier<M>> {
    const given = readLayersFitOptions(options);
    checkParameters(this.#parameters);
    const { build, scale, ...training } = this.#parameters;
    const features = readFeatures(x);
    const encoder = new LabelEncoder<M>();
    const encoded = encoder.fitTransform(readClassLabels(y, 'LayersClassifier') as ArrayLike<M>);
    const [samples] = features.shape;
    if (encoded.length !== samples)
      throw invalidArgument('y', `${samples} labels, one per sample`, `${encoded.length} labels`);
    const scaling = learnScaling(scale, features);

    const classes = encoder.classes_.length;
    const call = ++this.#fitsCalled;
    const model = await buildNetwork(build, { seed: training.seed, inputSize: featureCount(features.shape), classes });
    try {
      const targets = toTargets(model, encoded, classes);
      const args = { ...training, ...given };
      const { history } = await trainNetwork(model, scaled(scaling, features), targets, args);
      this.#keep({ call, model, encoder, scaling, history } as unknown as Fitted<L>);
    } catch (error) {
      disposeNetwork(model);
      throw error;
    }
    return this as unknown as LayersClassifier<M>;
  }

  /** The probability of each class for each sample, the network's output: [n][K]. */
  async predictProba(x: Features): Promise<number[][]> {
    const fitted = this.#checkFitted();
    const { model, encoder, scaling } = fitted;
    const { compile } = this.#parameters;
    const output = await whileUsing(fitted, async () => predict(model, scaled(scaling, readFeatures(x)), { compile }));
    return toProbabilities(output, encoder.classes_.length);
  }

  /** The most probable label of each sample: [n]. */
  async predict(x: Features): Promise<L[]> {
    const { encoder } = this.#checkFitted();
    return encoder.inverseTransform((await this.predictProba(x)).map(argmax));
  }

  /** The accuracy on samples `x` with true labels `y`, 0 to 1. */
  async score(x: Features, y: Labels, options?: ScoreOptions | null): Promise<number> {
    return accuracyScore(y, await this.predict(x), options);
  }

  /** The parameters by name. */
  getParams(): LayersClassifierParameters {
    return { ...this.#parameters };
  }

  /** Sets parameters for the next `fit`. Setting `seed` also restarts the sequence of the clones' seeds. */
  setParams(params: LayersClassifierOptions): this {
    this.#parameters = replaceParameters(this.#parameters, params);
    if (params?.seed !== undefined && params.seed !== null) this.#clones = 0;
    return this;
  }

  /**
   * An unfitted classifier with the same parameters but another seed, which depends on this seed and the number of earlier
   * clones. Therefore one classifier can be used as several members of an ensemble.
   */
  clone(): LayersClassifier {
    return new LayersClassifier({ ...this.#parameters, seed: cloneSeed(this.#parameters.seed, this.#clones++) });
  }

  /** Frees the network's tensors, once no call uses them. The classifier is unfitted afterwards. */
  dispose(): void {
    if (this.#fitted) dispose(this.#fitted);
    this.#fitted = undefined;
  }

  /**
   * Saves the network in TensorFlow.js's format, with classes, scaling and parameters as user-defined metadata. `build` and
   * `callbacks` are functions and are not saved.
   *
   * @param location a folder (Node; an interrupted save leaves the previous model intact), `indexeddb://NAME` or
   * `downloads://NAME` (browser), or a TensorFlow.js IOHandler.
   * @throws MlpLabError `bad-model` before `fit`; `io` if the location can't be written to.
   */
  async save(location: ModelLocation): Promise<void> {
    const fitted = this.#checkFitted();
    const { model, encoder, scaling, history } = fitted;
    const { build, callbacks, ...parameters } = this.#parameters;
    await whileUsing(fitted, () =>
      saveNetwork(model, { classes: encoder.classes_, scaling, history, parameters }, location),
    );
  }

  /**
   * Loads a classifier that `save` saved. Its predictions are bit-identical.
   *
   * @param location as for `save`, or `https://…/model.json`.
   * @param code functions, which are not saved. `build` is only needed to refit.
   * @throws MlpLabError `bad-data` if a file is missing or damaged, or is not a saved classifier.
   */
  static async load<L extends Label = number>(
    location: ModelLocation,
    code?: Pick<LayersClassifierOptions, CodeParameters> | null,
  ): Promise<LayersClassifier<L>> {
    const functions = checkOptions('LayersClassifier.load', code, {
      build: checkFunction,
      callbacks: checkFunction,
    });
    const { model, classes, scaling, history, parameters } = await loadNetwork(location);
    const classifier = new LayersClassifier<L>({ ...parameters, ...functions });
    classifier.#fitted = { call: 0, model, encoder: new LabelEncoder<L>().fit(classes as L[]), scaling, history };
    return classifier;
  }

  /** Sets the result of a fit, unless a `fit` that was called later has already set its own. */
  #keep(fitted: Fitted<L>): void {
    if (this.#fitted && this.#fitted.call > fitted.call) {
      dispose(fitted);
      return;
    }
    this.dispose();
    this.#fitted = fitted;
  }

  #checkFitted(): Fitted<L> {
    if (this.#fitted) return this.#fitted;
    throw new MlpLabError('bad-model', 'this LayersClassifier is not fitted yet: call fit(x, y) first');
  }
}

function dispose(fitted: Fitted<Label>): void {
  freeWhenUnused(fitted, () => disposeNetwork(fitted.model));
}
