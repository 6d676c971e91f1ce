// A layer in the engine's primitives → layers of the Program: Dense and the normalizations, and what layers of plugins say of themselves.
import type { Expression, LayerPrimitive } from '@mlp-lab/core';
import { inTurn } from './in-turn';
import { addParameters, flatWidth, type Layer, NotLowered, type ProgramBuilder, widthOf } from './program-builder';

type Kind = Exclude<LayerPrimitive['kind'], 'add'>;
type Rules = {
  readonly [K in Kind]: (
    builder: ProgramBuilder,
    primitive: Extract<LayerPrimitive, { kind: K }>,
    /** The place in the Program of a weight. */
    placeOf: (name: string | undefined) => number | undefined,
    layer: Layer,
  ) => void;
};

/** Adds them in turn. They fit the layer. */
export function addPrimitives(builder: ProgramBuilder, layer: Layer, primitives: readonly LayerPrimitive[]): void {
  const places = addParameters(builder, layer);
  const steps = primitives.map((primitive) => ({
    adds: primitive.kind === 'add' ? [(primitive.output ?? -1) + 1] : [],
    run(add: () => void) {
      if (primitive.kind === 'add') add();
      else (rules[primitive.kind] as Rules['dense'])(builder, primitive as never, (name) => places.get(name!), layer);
    },
  }));
  inTurn(builder, steps);
}

const rules: Rules = {
  dense(builder, { kind, kernel: name, bias }, placeOf) {
    const inputs = flatWidth(builder);
    const kernel = placeOf(name)!;
    const outputs = builder.parameters[kernel].shape[1];
    builder.layers.push({ kind, inputs, outputs, kernel, bias: placeOf(bias) });
    builder.rowShape = [outputs];
  },

  elementwise: (builder, { expression }) => addExpression(builder, expression),

  batchNormalization(builder, { kind, epsilon, momentum, ...names }, placeOf, { trainable }) {
    if (!trainable) throw new NotLowered('is frozen, which only TensorFlow.js trains around');
    const [gamma, beta] = [placeOf(names.gamma), placeOf(names.beta)];
    const [movingMean, movingVariance] = [placeOf(names.movingMean)!, placeOf(names.movingVariance)!];
    const width = flatWidth(builder);
    builder.layers.push({ kind, width, epsilon, momentum, gamma, beta, movingMean, movingVariance });
  },

  layerNormalization(builder, { kind, epsilon, gamma, beta }, placeOf) {
    builder.layers.push({ kind, width: flatWidth(builder), epsilon, gamma: placeOf(gamma), beta: placeOf(beta) });
  },

  maxout(builder, { kind, pieces }) {
    const width = flatWidth(builder) / pieces;
    builder.layers.push({ kind, width, pieces });
    builder.rowShape = [width];
  },
};

/** A formula of every number. */
export function addExpression(builder: ProgramBuilder, expression: Expression): void {
  builder.layers.push({ kind: 'activation', width: widthOf(builder), function: { name: 'expression', expression } });
}
