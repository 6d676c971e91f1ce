// An activation by TensorFlow.js's name → a layer of the Program.
import type { ActivationFunction } from '../program';
import { flatWidth, NotLowered, type ProgramBuilder, widthOf } from './program-builder';

const functions: Readonly<Record<string, ActivationFunction>> = {
  relu: { name: 'relu' },
  relu6: { name: 'relu', max: 6 },
  sigmoid: { name: 'sigmoid' },
  hardSigmoid: { name: 'hardSigmoid' },
  tanh: { name: 'tanh' },
  elu: { name: 'elu' },
  selu: { name: 'selu' },
  softplus: { name: 'softplus' },
  softsign: { name: 'softsign' },
  swish: { name: 'swish' },
  mish: { name: 'mish' },
  gelu: { name: 'gelu' },
};

/** Adds the activation that a layer's config names; `linear` and none add nothing. */
export function addActivationByName(builder: ProgramBuilder, name: unknown): void {
  if (name === 'linear' || name === null || name === undefined) return;
  if (name === 'softmax') addSoftmax(builder);
  else if (Object.hasOwn(functions, String(name))) addActivation(builder, functions[String(name)]);
  else throw new NotLowered(`has the activation ${name}, which the engine does not know`);
}

export function addActivation(builder: ProgramBuilder, activation: ActivationFunction): void {
  builder.layers.push({ kind: 'activation', width: widthOf(builder), function: activation });
}

export function addSoftmax(builder: ProgramBuilder): void {
  builder.layers.push({ kind: 'softmax', width: flatWidth(builder) });
}
