// tf.LayersModel → the files of a format.
import {
  checkNumber,
  checkObject,
  checkOptions,
  describeValue,
  invalidArgument,
  oneOf,
  SCALES,
  type Scale,
  type Scaling,
  scalingOf,
} from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkFields, checkModel } from './check-given';
import type { Files } from './formats/format';
import { type ExportFormat, exportFormats, writers } from './formats/formats';
import { describeModel } from './network/describe-model';
import { layerNames } from './network/layer-names';
import { INPUT, type Network } from './network/network';
import type { RecipeOutline } from './recipe-outline';

/** Options of `writeModel`. */
export interface WriteModelOptions {
  /** One of `exportFormats`. */
  readonly format: ExportFormat;
  /**
   * The scaling of pixels that the network was trained with. It becomes its first layer, so that what is written takes raw pixels, 0 to
   * 255. `standard` needs the mean and deviation of the training images. @default none: the network takes what it was trained on
   */
  readonly scale?: Scale | Scaling | { readonly mean: number; readonly deviation: number };
  /** For programs: how the network was trained. */
  readonly recipe?: RecipeOutline;
}

/**
 * Writes a model.
 *
 * @returns file name → contents: `model.onnx`; `model.keras`; `model.weights.h5`; `model.safetensors` and
 * `model.pytorch.safetensors`; `model.json` and its weights; `model.py`; `model.mjs`.
 * @throws MlpLabError `invalid-argument` for an option; `bad-model` for a layer that the format doesn't have, by name.
 */
export async function writeModel(model: LayersModel, options: WriteModelOptions): Promise<Files> {
  const { format, scale, recipe } = checkOptions<WriteModelOptions>('writeModel', options, CHECKS);
  oneOf(exportFormats)('format', format);
  checkModel(model);
  if (recipe) (await import('./check-recipe')).checkRecipe(recipe);
  const scaling = scalingOfOption(scale, model);
  const network = withScaling(await describeModel(model), scaling);
  return writers[format](network, { recipe: recipe && scaling ? { ...recipe, scale: 'none' } : recipe });
}

const CHECKS = {
  format: oneOf(exportFormats),
  scale: (name: string, value: unknown) => {
    if (typeof value !== 'object') return oneOf(SCALES)(name, value);
    checkFields(name, value, { mean: checkNumber, deviation: checkNumber, shift: checkNumber, divisor: checkNumber });
    const { mean, shift, deviation, divisor } = value as Record<string, unknown>;
    if ((mean ?? shift) == null || (deviation ?? divisor) == null)
      throw invalidArgument(name, '{ mean, deviation } or { shift, divisor }', describeValue(value));
  },
  recipe: checkObject,
};

function scalingOfOption(scale: WriteModelOptions['scale'], model: LayersModel): Scaling {
  if (scale == null) return null;
  if (typeof scale === 'object')
    return 'divisor' in scale ? scale : { shift: scale.mean, divisor: scale.deviation || 1 };
  return scalingOf(scale, () => {
    const { mlpLab } = (model.getUserDefinedMetadata() ?? {}) as {
      mlpLab?: { pixels?: { mean: number; deviation: number } };
    };
    if (mlpLab?.pixels) return mlpLab.pixels;
    throw invalidArgument('scale', "{ mean, deviation } of the training images for 'standard'", "'standard' alone");
  });
}

function withScaling(network: Network, scaling: Scaling): Network {
  if (scaling === null) return network;
  const nameOf = layerNames();
  for (const { name } of network.layers) nameOf(name);
  const { shift, divisor } = scaling;
  const rescaling = { name: 'rescaling' as const, scale: 1 / divisor, offset: -shift / divisor };
  const first = { name: nameOf('rescaling'), inputs: [INPUT], kind: 'activation' as const, function: rescaling };
  const after = network.layers.map((layer) => ({ ...layer, inputs: layer.inputs.map((input) => input + 1) }));
  return { ...network, layers: [first, ...after] };
}
