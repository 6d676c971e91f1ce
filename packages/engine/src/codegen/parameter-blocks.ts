// The memory of a Program's parameters: the trainable ones in one block, their gradients and each slot of the optimizer in further
// blocks of the same order, then the other parameters.
import { alignToLine, type Layout, VECTOR, vectorsOf } from '../memory/layout';
import type { Parameter, Program } from '../program';
import { readsLists } from './sparsity';
import { listTileVectors, TILE_VECTORS, type WeightTiles, weightTiles } from './weight-tiles';

export interface ParameterBlock {
  readonly parameter: Parameter;
  readonly address: number;
  /** Bytes, padding included. */
  readonly bytes: number;
  /** The tiles of a kernel. */
  readonly tiles?: WeightTiles;
  /** The addresses of a trainable parameter's gradient and slots. */
  readonly gradient: number;
  readonly slots: readonly number[];
}

/** Whether a penalty is added to the loss. */
export const isRegularized = ({ l1, l2 }: Parameter): boolean => l1 !== 0 || l2 !== 0;

/** @param sparse whether the first layer is a dense layer over sparse rows */
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
    const block = { parameter, bytes, tiles: tiles.get(index) };
    if (!parameter.trainable) return { ...block, address: layout.reserve(bytes), gradient: 0, slots: [] };
    const address = base + offset;
    offset += bytes;
    const slots = slotsOfRule.map((_, k) => address + (2 + k) * trainableBytes);
    return { ...block, address, gradient: address + trainableBytes, slots };
  });
}

/** The tiles of a parameter; one that is no kernel is a row in a single tile. */
export const tilesOf = ({ tiles, parameter: { size } }: ParameterBlock): WeightTiles =>
  tiles ?? weightTiles(1, size, vectorsOf(size));
