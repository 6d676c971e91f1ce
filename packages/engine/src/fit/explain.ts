// Tells whether a model can be compiled, and if not, why.

import { ARITHMETICS, type Arithmetic } from '@mlp-lab/core/common';
import { formula } from '@mlp-lab/core/formulas';
import { missingFusion } from '@mlp-lab/core/webassembly';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { allRules } from '../lower/all-rules';
import { lower } from '../lower/lower';
import type { Program } from '../program';
import { fallbackBackend } from '../tfjs/fallback-backend';
import { checkCompiled, modelContract } from '../tfjs/model-contract';

/** How `fit` will train a model, and why. */
export interface Explanation {
  /** Whether `fit` compiles this model to WebAssembly. Otherwise it trains through TensorFlow.js. */
  compiled: boolean;
  /** Why it is not compiled: each reason names a layer, the loss, a metric or the optimizer. Empty if `compiled`. */
  reasons: string[];
  /** What would let it compile: a line for each kind of reason that a program can do something about. */
  remedies: string[];
  /** What trains it: `engine` if it is compiled, otherwise the backend of TensorFlow.js: `wasm` in place of `cpu` if the program imports it. */
  backend: string;
  /** The compiled layers, one line each. Empty if the model is not compiled. */
  layers: string[];
  /** The number of weights, trainable or not. 0 if the model is not compiled. */
  parameters: number;
  /** What `fit` may be given as `arithmetic`: `fused` where the model is compiled and this machine fuses. */
  arithmetic: Arithmetic[];
}

/**
 * Explains how `fit` will train a model.
 *
 * @throws MlpLabError `bad-model` for a model without `model.compile`, or with several inputs or outputs.
 */
export function explain(model: LayersModel): Explanation {
  modelContract(model);
  checkCompiled(model);
  const lowered = lower(model, allRules);
  if ('reasons' in lowered)
    return {
      compiled: false,
      reasons: lowered.reasons,
      remedies: remedies.flatMap(([reason, remedy]) =>
        lowered.reasons.some((given) => reason.test(given)) ? remedy : [],
      ),
      backend: fallbackBackend(),
      layers: [],
      parameters: 0,
      arithmetic: ['separate'],
    };
  const { program } = lowered;
  return {
    compiled: true,
    reasons: [],
    remedies: [],
    backend: 'engine',
    layers: program.layers.filter(({ kind }) => kind !== 'branch').map(describe),
    parameters: program.parameters.reduce((sum, { size }) => sum + size, 0),
    arithmetic: missingFusion() ? ['separate'] : [...ARITHMETICS],
  };
}

const remedies: readonly [RegExp, string][] = [
  [
    /^the optimizer .*(does not know|was replaced|inherits)/,
    'compose the optimizer of transformations (optimizerRule of @mlp-lab/core), or use one of tf.train or @mlp-lab/models',
  ],
  [
    /^layer [^,]* is of a class that the engine does not know/,
    'give the layer a lower method that describes what its call computes',
  ],
  [/ has the activation .* does not know/, 'give the activation an expression'],
  [
    /^the (loss|metric) .* is unknown/,
    'use a loss and metrics of TensorFlow.js that the README of @mlp-lab/engine lists',
  ],
  [/frozen|changed after model\.compile/, 'call model.compile again after you freeze or unfreeze layers'],
];

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
