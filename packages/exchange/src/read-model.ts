// A file of any format → tf.LayersModel.
import { checkObject, checkOptions, describeValue, invalidArgument, MlpLabError } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkTensorFlow } from './check-given';
import type { SourceFile } from './formats/format';
import { isPickle, otherModel, recognizeFormat } from './formats/formats';
import { buildModel } from './network/build-model';
import { damaged } from './network/exchange-error';
import type { Network } from './network/network';
import type { RecipeOutline } from './recipe-outline';
import type { SavedOptimizer } from './saved-optimizer';

/** Options of `readModel`. */
export interface ReadModelOptions {
  /** The copy of TensorFlow.js that the model will belong to. */
  readonly tf: TensorFlow;
  /** The network that weights without layers belong to: of safetensors and `.weights.h5`. */
  readonly recipe?: RecipeOutline;
}

export type ReadModel = (source: string | URL | Uint8Array, options: ReadModelOptions) => Promise<LayersModel>;

/** Opens what a source names. */
export type OpenSource = (source: string | URL) => Promise<SourceFile>;

/** `readModel` with the way in which this program opens files. */
export const modelReader =
  (openSource: OpenSource): ReadModel =>
  async (source, options) => {
    const { tf, recipe } = checkOptions<ReadModelOptions>('readModel', options, CHECKS);
    checkTensorFlow(tf);
    if (recipe) (await import('./check-recipe')).checkRecipe(recipe);
    const file = await openGiven(source, openSource);
    return within(file.name, async () => buildModel(tf, await readNetwork(file, recipe)));
  };

const CHECKS = { tf: () => {}, recipe: checkObject };

export type ReadSavedOptimizer = (source: string | URL | Uint8Array) => Promise<SavedOptimizer | undefined>;

/** `readOptimizer` with the way in which this program opens files. */
export const optimizerReader =
  (openSource: OpenSource): ReadSavedOptimizer =>
  async (source) => {
    const file = await openGiven(source, openSource);
    return within(file.name, async () => recognizeFormat(file.name, file.bytes)?.readOptimizer?.(file));
  };

async function openGiven(source: string | URL | Uint8Array, openSource: OpenSource): Promise<SourceFile> {
  if (source instanceof Uint8Array) return { name: 'model', bytes: source, sibling: noSibling };
  if (typeof source === 'string' || source instanceof URL) return openSource(source);
  throw invalidArgument('source', 'a path, a URL or the bytes of a file', describeValue(source));
}

async function readNetwork(file: SourceFile, recipe?: RecipeOutline): Promise<Network> {
  const { name, bytes } = file;
  if (bytes.length === 0) throw damaged('expected a model, received an empty file');
  if (isPickle(name, bytes))
    throw new MlpLabError(
      'bad-data',
      'it is a pickle, which is a program and not read here: from PyTorch, save the weights with ' +
        "safetensors.torch.save_file(model.state_dict(), 'model.safetensors'), or the network with torch.onnx.export; " +
        'from scikit-learn, write ONNX with skl2onnx.to_onnx',
    );
  const other = otherModel(bytes);
  if (other !== undefined) throw damaged(`expected a model of layers, received ${other}`);
  const format = recognizeFormat(name, bytes);
  if (format === undefined)
    throw damaged('expected a model: .onnx, .keras, .h5, .safetensors, or model.json of TensorFlow.js');
  return format.read(file, { recipe });
}

const noSibling = async (path: string): Promise<never> => {
  throw new MlpLabError('io', `expected ${path} beside the model: give its path or URL instead of its bytes`);
};

/** Puts the file's name before messages. Whatever a damaged file makes a library throw is a damaged file. */
async function within<Result>(name: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof MlpLabError) throw new MlpLabError(cause.code, `${name}: ${cause.message}`, { cause });
    throw new MlpLabError('bad-data', `${name} can't be read: ${String((cause as Error)?.message ?? cause)}`, {
      cause,
    });
  }
}
