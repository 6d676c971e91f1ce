// Layer primitives → layers of the Program: for Dense, the normalizations, and the descriptions of plugins' layers.
import type { Expression, LayerPrimitive } from '@mlp-lab/core';
import { inTurn } from './in-turn';
import { addParameters, flatWidth, type Layer, NotLowered, type ProgramBuilder, widthOf } from './program-builder';

type Kind = Exclude<LayerPrimitive['kind'], 'add'>;
type Rules = {
  readonly [K in Kind]: (
    builder: ProgramBuilder,
    primitive: Extract<LayerPrimitive, { kind: K }>,
    /** The index of a weight in the Program. */
    indexOf: (name: string | undefined) => number | undefined,
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
      else (rules[primitive.kind] as Rules['dense'])(builder, primitive as never, (name) => indices.get(name!), layer);
    },
  }));
  inTurn(builder, steps);
}

const rules: Rules = {
  dense(builder, { kind, kernel: name, bias }, indexOf) {
    const inputs = flatWidth(builder);
    const kernel = indexOf(name)!;
    const outputs = builder.parameters[kernel].shape[1];
    builder.layers.push({ kind, inputs, outputs, kernel, bias: indexOf(bias) });
    builder.rowShape = [outputs];
  },

  elementwise: (builder, { expression }) => addExpression(builder, expression),

  batchNormalization(builder, { kind, epsilon, momentum, ...names }, indexOf, { trainable }) {
    if (!trainable) throw new NotLowered('is frozen, which only TensorFlow.js supports');
    const [gamma, beta] = [indexOf(names.gamma), indexOf(names.beta)];
    const [movingMean, movingVariance] = [indexOf(names.movingMean)!, indexOf(names.movingVariance)!];
    const width = flatWidth(builder);
    builder.layers.push({ kind, width, epsilon, momentum, gamma, beta, movingMean, movingVariance });
  },

  layerNormalization(builder, { kind, epsilon, gamma, beta }, indexOf) {
    builder.layers.push({ kind, width: flatWidth(builder), epsilon, gamma: indexOf(gamma), beta: indexOf(beta) });
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
