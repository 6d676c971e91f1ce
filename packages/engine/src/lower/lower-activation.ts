// An activation, by its TensorFlow.js name or its expression → a layer of the Program.
import { checkExpression, type DescribedActivation } from '@mlp-lab/core';
import type { ActivationFunction } from '../program';
import { type activationNames, reasonNotDescribed, reasonNotKnown } from '../tfjs/known-class';
import { addExpression } from './add-primitives';
import { checked, flatWidth, type Layer, NotLowered, type ProgramBuilder, widthOf } from './program-builder';

/** Adds a layer's activation; `linear` adds nothing. A plugin's activation is described by its expression. */
export function addActivationOf(builder: ProgramBuilder, layer: Layer): void {
  const { activation } = layer as unknown as { activation: Activation };
  const name = activation.getClassName() as (typeof activationNames)[number];
  const isDescribed = activation.expression !== undefined;
  const reason = isDescribed ? reasonNotDescribed(activation, 'expression', 'apply') : reasonNotKnown(activation);
  if (reason) throw new NotLowered(`has the activation ${name}, which ${reason}`);
  const { expression } = activation;
  if (expression !== undefined)
    addExpression(
      builder,
      checked(() => checkExpression(expression)),
    );
  else if (name === 'softmax') addSoftmax(builder);
  else if (name === 'relu6') addActivation(builder, { name: 'relu', max: 6 });
  else if (name !== 'linear') addActivation(builder, { name });
}

interface Activation extends Partial<DescribedActivation> {
  getClassName(): string;
}

export function addActivation(builder: ProgramBuilder, activation: ActivationFunction): void {
  builder.layers.push({ kind: 'activation', width: widthOf(builder), function: activation });
}

export function addSoftmax(builder: ProgramBuilder): void {
  builder.layers.push({ kind: 'softmax', width: flatWidth(builder) });
}
