// Operations of a foreign graph, one after the other → the layers of a Network. Functions of single numbers are collected as one formula
// until a layer takes their result: x · sigmoid(x) becomes one activation.
import { type Expression, expressionOf, type Maths, maths, type Term, type TermLike, termOf } from '@mlp-lab/core';
import { unsupported } from '../network/exchange-error';
import { layerNames } from '../network/layer-names';
import { outputShape } from '../network/layer-weights';
import { INPUT, type Network, type NetworkLayer, type Operation, type Weight } from '../network/network';
import { recognizeFunction } from '../network/recognize-function';

/** Rows at some point of the network: a formula of a layer's output. */
export interface Rows {
  readonly layer: number;
  readonly term: Term;
  /** Operations in the formula, repeated parts counted each time. */
  readonly size: number;
  /** The index of the activation layer that this formula became. */
  made?: number;
}

export interface GraphBuilder {
  readonly input: Rows;
  /** The shape of a row. */
  shapeOf(rows: Rows): readonly number[];
  /** A layer after the given rows. @param name what the graph calls it. @throws MlpLabError `bad-model` if it doesn't fit. */
  layer(name: string, operation: Operation & { trainable?: false }, inputs: readonly Rows[]): Rows;
  /** A function of single numbers. Undefined where the operands are rows of different layers. */
  formula(name: string, write: Write, operands: readonly (Rows | number)[]): Rows | undefined;
  /** The rows with a bias added, if they are the output of a dense layer without one that nothing else takes yet; else undefined. */
  addBias(rows: Rows, bias: Weight): Rows | undefined;
  /** The network that ends with these rows. */
  finish(name: string, output: Rows): Network;
}

export type Write = (operands: readonly Term[], maths: Maths) => TermLike;

const MOST_OPERATIONS = 500; // in one formula

export function graphBuilder(inputShape: readonly number[]): GraphBuilder {
  const layers: NetworkLayer[] = [];
  const shapes: (readonly number[])[] = [];
  const nameOf = layerNames();
  const rowsAfter = (layer: number): Rows => ({ layer, term: termOf('x'), size: 0 });
  const shapeOf = ({ layer }: Rows) => (layer === INPUT ? inputShape : shapes[layer]);

  function push(name: string, operation: Operation & { trainable?: false }, inputs: readonly number[]): number {
    const layer = { name: nameOf(name), inputs, ...operation };
    shapes.push(
      outputShape(
        layer,
        inputs.map((input) => (input === INPUT ? inputShape : shapes[input])),
      ),
    );
    return layers.push(layer) - 1;
  }

  /** The index of the layer whose output these rows are: a formula becomes an activation first. */
  function settle(rows: Rows, name: string): number {
    if (rows.size === 0) return rows.layer;
    rows.made ??= push(name, { kind: 'activation', function: recognizeFunction(rows.term.expression as Expression) }, [
      rows.layer,
    ]);
    return rows.made;
  }

  return {
    input: rowsAfter(INPUT),
    shapeOf,
    layer(name, operation, inputs) {
      const settled = inputs.map((rows) => settle(rows, `${name}_input`));
      return rowsAfter(push(name, operation, settled));
    },
    formula(name, write, operands) {
      const rows = operands.filter((operand) => typeof operand !== 'number');
      if (rows.some(({ layer }) => layer !== rows[0].layer)) return undefined;
      const size = rows.reduce((sum, each) => sum + each.size, 1);
      if (size > MOST_OPERATIONS)
        throw unsupported(`${name}: expected formulas of up to ${MOST_OPERATIONS} operations, received a longer one`);
      const terms = operands.map((operand) => (typeof operand === 'number' ? termOf(operand) : operand.term));
      const written = termOf(expressionOf(write(terms, maths)));
      return { layer: rows[0].layer, term: written, size };
    },
    addBias({ layer, size }, bias) {
      const before = layers[layer];
      const isTaken = layers.some(({ inputs }) => inputs.includes(layer));
      if (size > 0 || before?.kind !== 'dense' || before.bias !== undefined || isTaken) return undefined;
      layers[layer] = { ...before, bias };
      return rowsAfter(layer);
    },
    finish(name, output) {
      const last = settle(output, 'output');
      return { name, inputShape, layers: neededFor(layers, last) };
    },
  };
}

/** The layers that the last one depends on, renumbered. */
function neededFor(layers: readonly NetworkLayer[], last: number): NetworkLayer[] {
  if (last === INPUT) throw unsupported('the network has no layers: its output is its input');
  const needed = new Set([last]);
  for (let i = last; i >= 0; i--) if (needed.has(i)) for (const input of layers[i].inputs) needed.add(input);
  const kept = [...layers.keys()].filter((i) => needed.has(i));
  const numberOf = new Map([[INPUT, INPUT], ...kept.map((i, number) => [i, number] as const)]);
  return kept.map((i) => ({ ...layers[i], inputs: layers[i].inputs.map((input) => numberOf.get(input)!) }));
}
