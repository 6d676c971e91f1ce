// The rules of the layer classes that only some models have.
import type { NoiseLayer } from '../program';
import { addPrimitives } from './add-primitives';
import { checkLastAxis } from './common-rules';
import { addActivation } from './lower-activation';
import {
  addParameters,
  type Config,
  type Layer,
  type LayerRule,
  NotLowered,
  type ProgramBuilder,
  widthOf,
} from './program-builder';

/** By TensorFlow.js's class name. */
export const furtherLayers: Readonly<Record<string, LayerRule>> = {
  LeakyReLU: (builder, _layer, { alpha }) => addActivation(builder, { name: 'leakyRelu', alpha: alpha as number }),
  ThresholdedReLU: (builder, _layer, { theta }) =>
    addActivation(builder, { name: 'thresholdedRelu', theta: theta as number }),
  ELU: (builder) => addActivation(builder, { name: 'elu' }),

  PReLU(builder, layer) {
    const width = widthOf(builder);
    const alpha = addParameters(builder, layer).get('alpha')!;
    const { size } = builder.parameters[alpha];
    if (size !== width && size !== 1) throw new NotLowered('shares its alpha along some axes');
    builder.layers.push({ kind: 'prelu', width, alpha });
  },

  BatchNormalization(builder, layer, config) {
    const moving = { movingMean: 'moving_mean', movingVariance: 'moving_variance' };
    const momentum = config.momentum as number;
    addPrimitives(builder, layer, [{ kind: 'batchNormalization', momentum, ...moving, ...normalization(config) }]);
  },
  LayerNormalization(builder, layer, config) {
    addPrimitives(builder, layer, [{ kind: 'layerNormalization', ...normalization(config) }]);
  },

  Dropout: (builder, layer, { rate }) => addNoise(builder, layer, 'dropout', rate as number),
  AlphaDropout: (builder, layer, { rate }) => addNoise(builder, layer, 'alphaDropout', rate as number),
  GaussianNoise: (builder, layer, { stddev }) => addNoise(builder, layer, 'gaussianNoise', 0, stddev as number),
  GaussianDropout(builder, layer, { rate }) {
    const share = rate as number;
    addNoise(builder, layer, 'gaussianDropout', 0, Math.sqrt(share / (1 - share)));
  },
};

function normalization({ axis, epsilon, scale, center }: Config) {
  checkLastAxis(axis);
  return {
    epsilon: epsilon as number,
    ...(scale === true && { gamma: 'gamma' }),
    ...(center === true && { beta: 'beta' }),
  };
}

function addNoise(
  builder: ProgramBuilder,
  layer: Layer & { noiseShape?: unknown },
  kind: NoiseLayer['kind'],
  rate: number,
  deviation = 0,
): void {
  const ordinal = builder.noiseLayers++;
  if (layer.noiseShape) throw new NotLowered('has a noise shape');
  if (!(rate < 1) || !Number.isFinite(deviation)) throw new NotLowered('drops everything');
  if (rate > 0 || deviation > 0) builder.layers.push({ kind, width: widthOf(builder), rate, deviation, ordinal });
}
