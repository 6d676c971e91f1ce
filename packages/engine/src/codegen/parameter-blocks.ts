// Where each parameter of a Program lives: trainable ones in one row of memory, their gradients and the optimizer's slots in
// others of the same order; the rest apart.

import { alignToLine, type Layout, VECTOR, vectorsOf } from '../memory/layout';
import type { Parameter, Program } from '../program';
import { readsLists } from './sparsity';
import { eachElement, listTileVectors, TILE_VECTORS, type WeightTiles, weightTiles } from './weight-tiles';

export interface ParameterBlock {
  readonly parameter: Parameter;
  readonly address: number;
  /** Bytes, padding included. */
  readonly bytes: number;
  /** Of a kernel. */
  readonly tiles?: WeightTiles;
  /** Of a trainable parameter: addresses of its gradient and of the optimizer's slots. */
  readonly gradient: number;
  readonly slots: readonly number[];
}

/** @param sparse whether the first layer is a dense one that reads sparse rows. */
export function reserveParameters(layout: Layout, program: Program, sparse: boolean): ParameterBlock[] {
  const tiles = new Map<number, WeightTiles>();
  program.layers.forEach((layer, index) => {
    if (layer.kind !== 'dense') return;
    const overLists = (sparse && index === 0) || readsLists(program.layers, index);
    const vectors = overLists ? listTileVectors(layer.outputs) : TILE_VECTORS;
    tiles.set(layer.kernel, weightTiles(layer.inputs, layer.outputs, vectors));
  });
  const bytesOf = (parameter: Parameter, index: number) =>
    alignToLine(tiles.get(index)?.bytes ?? vectorsOf(parameter.size) * VECTOR);
  const trainableBytes = program.parameters.reduce((sum, p, i) => sum + (p.trainable ? bytesOf(p, i) : 0), 0);
  const { slots: slotsOfRule } = program.optimizer.rule;
  const base = layout.reserve(trainableBytes * (2 + slotsOfRule.length));
  let offset = 0;
  return program.parameters.map((parameter, index) => {
    const bytes = bytesOf(parameter, index);
    const place = { parameter, bytes, tiles: tiles.get(index) };
    if (!parameter.trainable) return { ...place, address: layout.reserve(bytes), gradient: 0, slots: [] };
    const address = base + offset;
    offset += bytes;
    const slots = slotsOfRule.map((_, k) => address + (2 + k) * trainableBytes);
    return { ...place, address, gradient: address + trainableBytes, slots };
  });
}

/** Copies a parameter, or one of its slots, in row-major order to its place at `address`. */
export function writeParameter(
  memory: ArrayBufferLike,
  placed: ParameterBlock,
  address: number,
  values: Float32Array,
): void {
  const room = new Float32Array(memory, address, placed.bytes / 4);
  eachElement(tilesOf(placed), (index, place) => {
    room[place] = values[index];
  });
}

/** The other way. */
export function readParameter(memory: ArrayBufferLike, placed: ParameterBlock, address: number): Float32Array {
  const room = new Float32Array(memory, address, placed.bytes / 4);
  const values = new Float32Array(placed.parameter.size);
  eachElement(tilesOf(placed), (index, place) => {
    values[index] = room[place];
  });
  return values;
}

/** What is no kernel lies as a row in one tile. */
const tilesOf = ({ tiles, parameter: { size } }: ParameterBlock): WeightTiles =>
  tiles ?? weightTiles(1, size, vectorsOf(size));
