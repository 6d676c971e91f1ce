// An activation, by TensorFlow.js's name or by its expression → a layer of the Program.
import { checkExpression, type DescribedActivation, type Expression } from '@mlp-lab/core';
import type { ActivationFunction } from '../program';
import { type activationNames, strangeness, strangenessOfDescribed } from '../tfjs/known-class';
import { addExpression } from './add-primitives';
import { flatWidth, type Layer, NotLowered, type ProgramBuilder, widthOf } from './program-builder';

/** Adds the activation that a layer has; `linear` adds nothing. One of a plugin says by its expression what it is. */
export function addActivationOf(builder: ProgramBuilder, layer: Layer): void {
  const { activation } = layer as unknown as { activation: Activation };
  const name = activation.getClassName() as (typeof activationNames)[number];
  const isDescribed = activation.expression !== undefined;
  const strange = isDescribed ? strangenessOfDescribed(activation, 'expression', 'apply') : strangeness(activation);
  if (strange) throw new NotLowered(`has the activation ${name}, which ${strange}`);
  if (activation.expression !== undefined) addExpression(builder, checked(activation.expression));
  else if (name === 'softmax') addSoftmax(builder);
  else if (name !== 'linear') addActivation(builder, { name });
}

function checked(expression: Expression): Expression {
  try {
    return checkExpression(expression);
  } catch (error) {
    throw new NotLowered(`is not compiled: ${(error as Error).message}`);
  }
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
