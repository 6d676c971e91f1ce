// The data that a model takes, and the names of its metrics.
import { describeValue, invalidArgument, MlpLabError } from '@mlp-lab/core/common';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type LayersModel, metrics, Sequential } from '@tensorflow/tfjs-layers';

export interface ModelContract {
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly (ModelPort & {
    /** The loss by name, or a description of a function; undefined where there is none. */
    readonly loss?: string;
  })[];
}

/** An input or an output of a model. */
export interface ModelPort {
  readonly name: string;
  /** Shape of a row, without the rows' axis; null where it may have any length. */
  readonly rowShape: readonly (number | null)[];
}

/** @throws MlpLabError `invalid-argument` for what is no model, `bad-model` for one without inputs or outputs, or disposed of. */
export function modelContract(model: LayersModel): ModelContract {
  if (typeof model?.predictOnBatch !== 'function' || !Array.isArray(model.inputs))
    throw invalidArgument('model', 'a tf.LayersModel', describeValue(model));
  if (model.inputs.length === 0 || !model.outputs?.length)
    throw new MlpLabError('bad-model', 'model must have an input and an output: give its first layer an inputShape');
  checkAlive(model);
  return {
    inputs: model.inputs.map(({ shape }, i) => ({ name: model.inputNames[i], rowShape: shape.slice(1) })),
    outputs: model.outputs.map(({ shape }, i) => ({
      name: model.outputNames[i],
      rowShape: shape.slice(1),
      loss: lossName(model.loss, i, model.outputNames[i]),
    })),
  };
}

/** @throws MlpLabError `bad-model` for a model that was disposed of. */
export function checkAlive(model: LayersModel): void {
  if (model.weights.some((weight) => (weight as unknown as { val: Tensor }).val.isDisposed))
    throw new MlpLabError('bad-model', 'model was disposed of: build or load it again');
}

/** @throws MlpLabError `bad-model` if `model.compile` has not been called. */
export function checkCompiled(model: LayersModel): void {
  const { optimizer, lossFunctions } = innermost(model);
  if (!optimizer || lossFunctions === undefined || lossFunctions.length === 0)
    throw new MlpLabError(
      'bad-model',
      'model must be compiled: call model.compile({ optimizer, loss, metrics }) before training or evaluation',
    );
}

/** The model that trains: a Sequential delegates training to a model inside it. */
export function innermost(model: LayersModel): LayersModel {
  return (model instanceof Sequential && (model as unknown as { model?: LayersModel }).model) || model;
}

/** All layers, with nested models replaced by their layers. */
export function allLayers(model: LayersModel): LayersModel['layers'] {
  return model.layers.flatMap((layer) => ('layers' in layer ? allLayers(layer as unknown as LayersModel) : [layer]));
}

/** The metrics' names in the History: `model.metricsNames` without the loss. Repeated names are numbered, as `model.fit` does. */
export function metricNames(model: LayersModel): string[] {
  const names = model.metricsNames.slice(1);
  const count = (name: string, among: string[]) => among.filter((other) => other === name).length;
  return names.map((name, i) => (count(name, names) > 1 ? `${name}_${count(name, names.slice(0, i))}` : name));
}

/** A name, also of the functions in `tf.metrics`; of any other function a description. */
export function lossOrMetricName(given: unknown): string {
  if (typeof given === 'string') return given;
  const found = Object.entries(metrics).find(([, metric]) => metric === given);
  return found ? found[0] : `"${(given as { name?: string })?.name || 'a function'}"`;
}

/** One loss for all outputs, or one each, by place or by name. */
function lossName(loss: LayersModel['loss'] | undefined, index: number, output: string): string | undefined {
  if (loss === undefined || loss === null) return undefined;
  const own = Array.isArray(loss) ? loss[index] : typeof loss === 'object' ? loss[output] : loss;
  return own === undefined ? undefined : lossOrMetricName(own);
}
