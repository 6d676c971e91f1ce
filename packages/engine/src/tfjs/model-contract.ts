// The data that a model takes, and the names of its metrics.
import { MlpLabError } from '@mlp-lab/core';
import { type LayersModel, Sequential } from '@tensorflow/tfjs-layers';

export interface ModelContract {
  /** The shape of a row of x; null where the model accepts any length. */
  readonly rowShape: readonly (number | null)[];
  /** The shape of a row of the output. */
  readonly outputShape: readonly (number | null)[];
  /** The name of the loss; undefined if it is a function or there is none. */
  readonly loss?: string;
}

/** @throws MlpLabError `bad-model` for a model with several inputs or outputs. */
export function modelContract(model: LayersModel): ModelContract {
  if (model.inputs?.length !== 1 || model.outputs?.length !== 1)
    throw new MlpLabError(
      'bad-model',
      `model must have one input and one output: received ${model.inputs?.length ?? 0} and ${model.outputs?.length ?? 0}`,
    );
  return {
    rowShape: model.inputs[0].shape.slice(1),
    outputShape: model.outputs[0].shape.slice(1),
    loss: lossName(model.loss),
  };
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

/** The metrics' names in the History: `model.metricsNames` without the loss. Repeated names are numbered, as `model.fit` does. */
export function metricNames(model: LayersModel): string[] {
  const names = model.metricsNames.slice(1);
  const count = (name: string, among: string[]) => among.filter((other) => other === name).length;
  return names.map((name, i) => (count(name, names) > 1 ? `${name}_${count(name, names.slice(0, i))}` : name));
}

function lossName(loss: LayersModel['loss'] | undefined): string | undefined {
  if (loss === undefined || loss === null) return undefined;
  const first = typeof loss === 'object' ? Object.values(loss)[0] : loss;
  return typeof first === 'string' ? first : undefined;
}
