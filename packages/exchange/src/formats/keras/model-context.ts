// What the rules of layers share while a model's configuration is read.
import type { GraphBuilder } from '../../graph/graph-builder';
import type { Weight } from '../../network/network';
import type { Dialect } from '../function-names';

/** Where a file keeps the weights of a layer. */
export interface WeightSource {
  /** @param place of the layer in the model. @param names of its weights, in Keras's order. */
  weights(place: LayerPlace, names: readonly string[]): Record<string, Weight>;
}

export interface LayerPlace {
  readonly name: string;
  readonly className: string;
  /** The models that contain it, outermost first, without the whole model. */
  readonly inside: readonly LayerPlace[];
  /** How many layers of its class came before it in its model. */
  readonly rank: number;
}

export interface TopologyOptions {
  readonly dialect: Dialect;
  readonly source: WeightSource;
}

export interface ModelContext extends TopologyOptions {
  readonly builder: GraphBuilder;
  readonly inside: readonly LayerPlace[];
  readonly left: { layers: number };
  /** Settings of layers that matter in training alone, and that mlp-lab doesn't have: collected here. */
  readonly onlyInTraining: string[];
}
