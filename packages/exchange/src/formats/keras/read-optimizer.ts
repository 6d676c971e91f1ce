// The optimizer's variables in a file of Keras or TensorFlow.js → what it keeps for each weight of the Network.
import { kerasOptimizers, optimizerRule } from '@mlp-lab/core';
import { layerWeights } from '../../network/layer-weights';
import type { Network, Weight } from '../../network/network';
import type { SavedOptimizer } from '../../saved-optimizer';
import type { LayerPlace, TopologyOptions, WeightSource } from './model-context';
import { optimizerRecipe } from './optimizer-recipe';
import { layerPaths, readTopology } from './read-topology';
import type { StoredState } from './stored-slots';

export interface StoredOptimizer {
  /** `class_name` and `config`. */
  readonly config: unknown;
  readonly state: StoredState;
}

/** Weights that no optimizer changes. */
const UNTRAINED = ['moving_mean', 'moving_variance', 'mean', 'variance', 'count'];

/** @throws MlpLabError as `readTopology`. */
export function readOptimizer(model: unknown, options: TopologyOptions, stored: StoredOptimizer): SavedOptimizer {
  const recipe = optimizerRecipe(stored.config);
  if (typeof recipe === 'string') return { problem: recipe };
  const without = (problem: string) => ({ recipe, problem });
  const { source, read } = recorded(options.source);
  const network = readTopology(model, { ...options, source });
  const trained = layerPaths(model).flatMap((path) =>
    Object.entries(read.get(path) ?? {}).flatMap(([name, weight]) => (UNTRAINED.includes(name) ? [] : [weight])),
  );
  const each = optimizerRule(kerasOptimizers[recipe.name]).slots.length;
  const state = stored.state({ name: recipe.name, each }, trained.length);
  if (typeof state === 'string') return without(state);
  const { iterations, slots } = state;
  if (!Number.isInteger(iterations) || iterations < 0) return without('its number of steps is none');
  const fits = trained.every(({ shape }, i) => slots[i].every((slot) => String(slot.shape) === String(shape)));
  if (!fits) return without('its variables have other shapes than the weights');
  const named = byName(network, new Map(trained.map(({ data }, i) => [data, slots[i].map((slot) => slot.data)])));
  if (named === undefined) return without('weights became other ones on the way from the file');
  return { recipe, state: { iterations, slots: named } };
}

/** Notes which weights each layer takes. */
function recorded(source: WeightSource) {
  const read = new Map<string, Record<string, Weight>>();
  const pathOf = (place: LayerPlace) => [...place.inside, place].map(({ name }) => name).join('/');
  const recording: WeightSource = {
    weights(place, names) {
      const weights = source.weights(place, names);
      read.set(pathOf(place), weights);
      return weights;
    },
  };
  return { source: recording, read };
}

/** Undefined where a weight that is trained is not one of the file's: a Normalization may have become part of it. */
function byName({ layers }: Network, slotsOf: ReadonlyMap<Float32Array, readonly Float32Array[]>) {
  const named = new Map<string, readonly Float32Array[]>();
  for (const layer of layers) {
    if (layer.trainable === false) continue;
    for (const { name, weight } of layerWeights(layer)) {
      if (UNTRAINED.includes(name)) continue;
      const slots = slotsOf.get(weight.data);
      if (slots === undefined) return undefined;
      named.set(`${layer.name}/${name}`, slots);
    }
  }
  return named;
}
