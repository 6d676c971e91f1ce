// Layer primitives → layers of the Program: for the normalizations, and the descriptions of plugins' layers.

import type { Expression } from '@mlp-lab/core/common';
import type { LayerPrimitive } from '@mlp-lab/core/formulas';
import { addDense } from './add-dense';
import { inTurn } from './in-turn';
import { addParameters, flatWidth, type Layer, NotLowered, type ProgramBuilder, widthOf } from './program-builder';

type Kind = Exclude<LayerPrimitive['kind'], 'add'>;
type Rules = {
  readonly [K in Kind]: (
    builder: ProgramBuilder,
    primitive: Extract<LayerPrimitive, { kind: K }>,
    /** The indices of the layer's weights in the Program. */
    indices: ReadonlyMap<string, number>,
    layer: Layer,
  ) => void;
};

/** Adds the primitives in order. They must fit the layer. */
export function addPrimitives(builder: ProgramBuilder, layer: Layer, primitives: readonly LayerPrimitive[]): void {
  const indices = addParameters(builder, layer);
  const steps = primitives.map((primitive) => ({
    adds: primitive.kind === 'add' ? [(primitive.output ?? -1) + 1] : [],
    run(add: () => void) {
      if (primitive.kind === 'add') add();
      else (rules[primitive.kind] as Rules['dense'])(builder, primitive as never, indices, layer);
    },
  }));
  inTurn(builder, steps);
}

const rules: Rules = {
  dense: addDense,

  elementwise: (builder, { expression }) => addExpression(builder, expression),

  batchNormalization(builder, { kind, epsilon, momentum, ...names }, indices, { trainable }) {
    if (!trainable) throw new NotLowered('is frozen, which only TensorFlow.js supports');
    const [gamma, beta] = [indices.get(names.gamma!), indices.get(names.beta!)];
    const [movingMean, movingVariance] = [indices.get(names.movingMean)!, indices.get(names.movingVariance)!];
    const width = flatWidth(builder);
    builder.layers.push({ kind, width, epsilon, momentum, gamma, beta, movingMean, movingVariance });
  },

  layerNormalization(builder, { kind, epsilon, gamma, beta }, indices) {
    builder.layers.push({
      kind,
      width: flatWidth(builder),
      epsilon,
      gamma: indices.get(gamma!),
      beta: indices.get(beta!),
    });
  },

  maxout(builder, { kind, pieces }) {
    const width = flatWidth(builder) / pieces;
    builder.layers.push({ kind, width, pieces });
    builder.rowShape = [width];
  },
};

/** Adds a formula that applies to every number. */
export function addExpression(builder: ProgramBuilder, expression: Expression): void {
  builder.layers.push({ kind: 'activation', width: widthOf(builder), function: { name: 'expression', expression } });
}
