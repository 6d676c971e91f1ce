// An activation, by its TensorFlow.js name or its expression → a layer of the Program.
import type { ActivationFunction } from '../program';
import { type activationNames, reasonNotKnown } from '../tfjs/known-class';
import { type Activation, flatWidth, type Layer, NotLowered, type ProgramBuilder, widthOf } from './program-builder';

/** Adds a layer's activation; `linear` adds nothing. A plugin's activation is described by its expression. */
export function addActivationOf(builder: ProgramBuilder, layer: Layer): void {
  const { activation } = layer as unknown as { activation: Activation };
  const { described } = builder.rules;
  if (activation.expression !== undefined && described) {
    described.addActivation(builder, activation);
    return;
  }
  const name = activation.getClassName() as (typeof activationNames)[number];
  const reason = reasonNotKnown(activation);
  if (reason) throw new NotLowered(`has the activation ${name}, which ${reason}`);
  if (name === 'softmax') addSoftmax(builder);
  else if (name !== 'linear') addActivation(builder, { name });
}

export function addActivation(builder: ProgramBuilder, activation: ActivationFunction): void {
  builder.layers.push({ kind: 'activation', width: widthOf(builder), function: activation });
}

export function addSoftmax(builder: ProgramBuilder): void {
  builder.layers.push({ kind: 'softmax', width: flatWidth(builder) });
}
