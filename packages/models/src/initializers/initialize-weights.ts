// Draws every weight of a model anew, from the seed and by Keras's rules. Models are made of TensorFlow.js's own layers and
// initializers, so that any TensorFlow.js loads them; only the numbers are ours.
import type { TrainingStreams } from '@mlp-lab/core';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import type { TensorFlow } from '../tensorflow';
import { drawWeight, type InitializerConfig, type PluginInitializers } from './draw-weight';

/**
 * A layer's weight `kernel` is drawn by the `kernelInitializer` of the layer's config, and so on; a plugin's layers that
 * follow this convention included. A weight without such an initializer keeps its value.
 *
 * A weight's stream is named by its layer's class and the layer's number among those of its class. So layers in between
 * (batch normalization, dropout) don't change what the others start from: with one seed, the kernels of two variants agree
 * wherever their initializers and shapes do.
 *
 * @param plugins initializers besides Keras's, by class name.
 */
export function initializeWeights(
  tf: TensorFlow,
  model: LayersModel,
  streams: TrainingStreams,
  plugins: PluginInitializers = new Map(),
): void {
  const seen = new Map<string, number>();
  for (const layer of model.layers) {
    const className = layer.getClassName();
    const ordinal = seen.get(className) ?? 0;
    seen.set(className, ordinal + 1);
    initializeLayer(tf, layer, plugins, (weight) => streams.weight(ordinal, `${className}/${weight}`));
  }
}

function initializeLayer(
  tf: TensorFlow,
  layer: layers.Layer,
  plugins: PluginInitializers,
  stream: (weight: string) => ReturnType<TrainingStreams['weight']>,
): void {
  const config = layer.getConfig();
  for (const variable of layer.weights) {
    const weight = camelCase(variable.originalName.slice(variable.originalName.lastIndexOf('/') + 1));
    const initializer = config[`${weight}Initializer`] as unknown as InitializerConfig | undefined;
    const shape = variable.shape as number[];
    const values = initializer && drawWeight(initializer, stream(weight), shape, plugins);
    if (values === undefined) continue;
    const tensor = tf.tensor(values, shape);
    variable.write(tensor);
    tensor.dispose();
  }
}

/** `moving_mean` → `movingMean` */
const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
