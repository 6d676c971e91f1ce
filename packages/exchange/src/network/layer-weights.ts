// The weights of a layer, by Keras's names and in Keras's order: those that are trained, then the moving statistics.
import { unsupported } from './exchange-error';
import type { NetworkLayer, Operation, Weight } from './network';

/** Keras's names. */
export type WeightName = 'kernel' | 'bias' | 'alpha' | 'gamma' | 'beta' | 'moving_mean' | 'moving_variance';

export interface NamedWeight {
  readonly name: WeightName;
  readonly weight: Weight;
}

export function layerWeights(layer: Operation): NamedWeight[] {
  const named = (weights: Partial<Record<WeightName, Weight | undefined>>) =>
    Object.entries(weights).flatMap(([name, weight]) => (weight ? [{ name: name as WeightName, weight }] : []));
  switch (layer.kind) {
    case 'dense':
      return named({ kernel: layer.kernel, bias: layer.bias });
    case 'prelu':
      return named({ alpha: layer.alpha });
    case 'batchNormalization': {
      const { gamma, beta, movingMean, movingVariance } = layer;
      return named({ gamma, beta, moving_mean: movingMean, moving_variance: movingVariance });
    }
    case 'layerNormalization':
      return named({ gamma: layer.gamma, beta: layer.beta });
    default:
      return [];
  }
}

/** The shape of a row after each layer. @throws MlpLabError `bad-model` where a layer doesn't fit the one before. */
export function rowShapes({ inputShape, layers }: { inputShape: readonly number[]; layers: readonly NetworkLayer[] }) {
  const shapes: (readonly number[])[] = [];
  for (const layer of layers) {
    const inputs = layer.inputs.map((input) => (input < 0 ? inputShape : shapes[input]));
    shapes.push(outputShape(layer, inputs));
  }
  return shapes;
}

/** The shape of a row after a layer. @throws MlpLabError `bad-model` where the layer doesn't fit. */
export function outputShape(layer: NetworkLayer, [row, ...others]: readonly (readonly number[])[]): readonly number[] {
  const refuse = (expected: string) =>
    unsupported(`layer ${layer.name} (${layer.kind}): expected ${expected}, received rows of shape [${row}]`);
  const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
  switch (layer.kind) {
    case 'dense': {
      const [inputs, units] = layer.kernel.shape;
      if (row.length !== 1 || row[0] !== inputs) throw refuse(`flat rows of ${inputs} numbers`);
      return [units];
    }
    case 'flatten':
      return [size(row)];
    case 'reshape':
      if (size(layer.shape) !== size(row)) throw refuse(`${size(layer.shape)} numbers, for the shape [${layer.shape}]`);
      return layer.shape;
    case 'concatenate': {
      const all = [row, ...others];
      if (all.some((other) => String(other.slice(0, -1)) !== String(row.slice(0, -1))))
        throw refuse(`rows like its others but for the last axis, [${others[0]}]`);
      return [...row.slice(0, -1), all.reduce((sum, other) => sum + other.at(-1)!, 0)];
    }
    case 'add':
    case 'multiply':
    case 'maximum':
    case 'minimum':
      if (others.some((other) => String(other) !== String(row))) throw refuse(`rows like its others, [${others[0]}]`);
      return row;
    case 'prelu': {
      const { shape } = layer.alpha;
      if (shape.length !== row.length || shape.some((length, i) => length !== 1 && length !== row[i]))
        throw refuse(`rows like its alpha, [${shape}]`);
      return row;
    }
    case 'batchNormalization':
    case 'layerNormalization':
      for (const { weight } of layerWeights(layer))
        if (weight.shape.length !== 1 || weight.shape[0] !== row.at(-1))
          throw refuse(`rows as wide as its weights, [${weight.shape}]`);
      return row;
    default:
      return row;
  }
}
