// Tells whether a model can be compiled, and if not, why.
import { formula } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { lower } from '../lower/lower';
import type { Program } from '../program';
import { checkCompiled, modelContract } from '../tfjs/model-contract';

export interface Explanation {
  /** Whether `fit` compiles this model to WebAssembly. Otherwise it trains through TensorFlow.js. */
  compiled: boolean;
  /** Why it is not compiled: each reason names a layer, the loss, a metric or the optimizer. Empty if `compiled`. */
  reasons: string[];
  /** The compiled layers, one line each. Empty if the model is not compiled. */
  layers: string[];
  /** The number of weights, trainable or not. 0 if the model is not compiled. */
  parameters: number;
}

/**
 * Explains how `fit` will train a model.
 *
 * @throws MlpLabError `bad-model` for a model without `model.compile`, or with several inputs or outputs.
 */
export function explain(model: LayersModel): Explanation {
  modelContract(model);
  checkCompiled(model);
  const lowered = lower(model);
  if ('reasons' in lowered) return { compiled: false, reasons: lowered.reasons, layers: [], parameters: 0 };
  const { program } = lowered;
  return {
    compiled: true,
    reasons: [],
    layers: program.layers.filter(({ kind }) => kind !== 'branch').map(describe),
    parameters: program.parameters.reduce((sum, { size }) => sum + size, 0),
  };
}

function describe(layer: Program['layers'][number]): string {
  if (layer.kind === 'dense')
    return `dense ${layer.inputs} → ${layer.outputs}${layer.bias === undefined ? ', no bias' : ''}`;
  if (layer.kind === 'maxout') return `maxout ${layer.width * layer.pieces} → ${layer.width}`;
  if (layer.kind === 'activation' && layer.function.name === 'expression')
    return `expression ${layer.width}: ${formula(layer.function.expression)}`;
  if (layer.kind === 'activation') return `${layer.function.name} ${layer.width}`;
  if ('ordinal' in layer) return `${layer.kind} ${layer.rate || layer.deviation}`;
  return `${layer.kind} ${layer.width}`;
}
