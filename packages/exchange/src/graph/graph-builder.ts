// Operations of a foreign graph, one after the other → the layers of a Network. Functions of single numbers are collected as one formula
// until a layer takes their result: x · sigmoid(x) becomes one activation. A factor and a summand for each column are collected likewise:
// they become part of the weights of the layer before or after.
import { type Expression, expressionOf, type Maths, maths, type Term, type TermLike, termOf } from '@mlp-lab/core';
import { unsupported } from '../network/exchange-error';
import { layerNames } from '../network/layer-names';
import { outputShape } from '../network/layer-weights';
import { INPUT, type Network, type NetworkLayer, type Operation } from '../network/network';
import { recognizeFunction } from '../network/recognize-function';
import { afterLayer, type Columns, columnsAfter, diagonal, intoDense } from './columns';
import { onOneLayer } from './on-one-layer';
import type { Rows } from './rows';

export interface GraphBuilder {
  readonly input: Rows;
  /** The shape of a row. */
  shapeOf(rows: Rows): readonly number[];
  /** A layer after the given rows. @param name what the graph calls it. @throws MlpLabError `bad-model` if it doesn't fit. */
  layer(name: string, operation: Given, inputs: readonly Rows[]): Rows;
  /** A function of single numbers. Undefined where the operands are rows of different layers. */
  formula(name: string, write: Write, operands: readonly (Rows | number)[]): Rows | undefined;
  /** x · scale + shift, for each number of a row. */
  scaleAndShift(name: string, rows: Rows, columns: Columns): Rows;
  /** The network that ends with these rows. */
  finish(name: string, output: Rows): Network;
}

type Given = Operation & { trainable?: boolean };

export type Write = (operands: readonly Term[], maths: Maths) => TermLike;

const MOST_OPERATIONS = 500; // in one formula

export function graphBuilder(inputShape: readonly number[]): GraphBuilder {
  const layers: NetworkLayer[] = []; // their names are made unique at the end
  const shapes: (readonly number[])[] = [];
  const rowsAfter = (layer: number): Rows => ({ layer, term: termOf('x'), size: 0 });
  const shapeAt = (layer: number) => (layer === INPUT ? inputShape : shapes[layer]);
  const shapeOf = ({ layer }: Rows) => shapeAt(layer);

  function push(name: string, operation: Given, inputs: readonly number[]): number {
    const layer = { name, inputs, ...operation };
    shapes.push(outputShape(layer, inputs.map(shapeAt)));
    return layers.push(layer) - 1;
  }

  /** The index of the layer whose output these rows are: a formula becomes an activation first. */
  function settle(rows: Rows, name: string): number {
    if (rows.columns) rows.made ??= settleColumns(rows.layer, rows.columns, name);
    else if (rows.size > 0)
      rows.made ??= push(
        name,
        { kind: 'activation', function: recognizeFunction(rows.term.expression as Expression) },
        [rows.layer],
      );
    return rows.made ?? rows.layer;
  }

  /** A layer with weights takes the columns up, as a copy, for other layers may follow the one without them. */
  function settleColumns(layer: number, columns: Columns, name: string): number {
    const before = layers[layer] as NetworkLayer | undefined;
    const changed = before && afterLayer(before, columns);
    if (before && changed) return push(before.name, changed, before.inputs);
    const shape = shapeAt(layer);
    const flat = shape.length === 1 ? layer : push(`${name}_flatten`, { kind: 'flatten' }, [layer]);
    const scaled = push(name, diagonal(name, columns), [flat]);
    return shape.length === 1 ? scaled : push(`${name}_reshape`, { kind: 'reshape', shape }, [scaled]);
  }

  return {
    input: rowsAfter(INPUT),
    shapeOf,
    layer(name, operation, inputs) {
      const [rows] = inputs;
      const keepsOrder = operation.kind === 'reshape' || (operation.kind === 'flatten' && !operation.channelsFirst);
      if (rows?.columns && keepsOrder)
        return { ...rowsAfter(push(name, operation, [rows.layer])), columns: rows.columns };
      const before = rows?.columns && (layers[rows.layer] as NetworkLayer | undefined);
      const isTakenBefore = before && afterLayer(before, rows.columns!) !== undefined;
      const changed = rows?.columns && !isTakenBefore ? intoDense(operation, rows.columns) : undefined;
      if (changed) return rowsAfter(push(name, changed, [rows.layer]));
      return rowsAfter(
        push(
          name,
          operation,
          inputs.map((each) => settle(each, `${name}_input`)),
        ),
      );
    },
    formula(name, write, operands) {
      const settled = operands.map((each) =>
        typeof each !== 'number' && each.columns ? rowsAfter(settle(each, name)) : each,
      );
      const joined = onOneLayer(settled, layers);
      if (joined === undefined) return undefined;
      const { layer, size, terms } = joined;
      if (size >= MOST_OPERATIONS)
        throw unsupported(`${name}: expected formulas of up to ${MOST_OPERATIONS} operations, received a longer one`);
      const written = termOf(expressionOf(write(terms, maths)));
      return { layer, term: written, size: size + 1 };
    },
    scaleAndShift(name, rows, columns) {
      const given = rows.size > 0 ? rowsAfter(settle(rows, name)) : rows;
      return { ...rowsAfter(given.layer), columns: columnsAfter(given.columns, columns) };
    },
    finish(name, output) {
      const last = settle(output, 'output');
      return { name, inputShape, layers: neededFor(layers, last) };
    },
  };
}

/** The layers that the last one depends on, renumbered, each with a name of its own. */
function neededFor(layers: readonly NetworkLayer[], last: number): NetworkLayer[] {
  if (last === INPUT) throw unsupported('the network has no layers: its output is its input');
  const needed = new Set([last]);
  for (let i = last; i >= 0; i--) if (needed.has(i)) for (const input of layers[i].inputs) needed.add(input);
  const kept = [...layers.keys()].filter((i) => needed.has(i));
  const numberOf = new Map([[INPUT, INPUT], ...kept.map((i, number) => [i, number] as const)]);
  const nameOf = layerNames();
  return kept.map((i) => ({
    ...layers[i],
    name: nameOf(layers[i].name),
    inputs: layers[i].inputs.map((input) => numberOf.get(input)!),
  }));
}
