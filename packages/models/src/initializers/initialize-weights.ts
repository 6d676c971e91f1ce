// Draws every weight of a model from the seed, by Keras's rules. Models consist of TensorFlow.js's own layers and initializers, so that
// any program with TensorFlow.js can load them; only the numbers differ.
import { checkFunction, describeValue, invalidArgument, type TrainingStreams } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import { checkTensorFlow } from '../check-target';
import { drawWeight, type InitializerConfig, type PluginInitializers } from './draw-weight';

/**
 * The `kernelInitializer` of a layer's config draws its weight `kernel`, and so on, also for plugins' layers that follow this convention.
 * A weight without an initializer keeps its value.
 *
 * A weight's stream depends on its layer's class and the layer's number among those of its class. So layers in between (batch
 * normalization, dropout) do not change the other layers' weights: with the same seed, the kernels of two variants are equal wherever
 * their initializers and shapes are.
 *
 * @param plugins plugins' initializers, by class name.
 * @throws MlpLabError `invalid-argument` where `tf`, `model` or `streams` is something else.
 */
export function initializeWeights(
  tf: TensorFlow,
  model: LayersModel,
  streams: TrainingStreams,
  plugins: PluginInitializers = new Map(),
): void {
  checkTensorFlow(tf);
  checkFunction('streams.weight', streams?.weight);
  if (!Array.isArray(model?.layers) || typeof model.getWeights !== 'function')
    throw invalidArgument('model', 'a tf.LayersModel', describeValue(model));
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
    const initializer = serialized(tf, config[`${weight}Initializer`]);
    const shape = variable.shape as number[];
    const values = initializer && drawWeight(initializer, stream(weight), shape, plugins);
    if (values === undefined) continue;
    const tensor = tf.tensor(values, shape);
    variable.write(tensor);
    tensor.dispose();
  }
}

/**
 * As TensorFlow.js writes initializers, whose configs may also hold a short form: `heNormal`, or the class that it writes as a
 * VarianceScaling. Undefined for what it doesn't know.
 */
function serialized(tf: TensorFlow, kernelInitializer: unknown): InitializerConfig | undefined {
  if (kernelInitializer == null) return undefined;
  try {
    const { dense } = tf.layers;
    const layer = dense({ name: 'dense', units: 1, kernelInitializer: kernelInitializer as 'zeros' });
    return layer.getConfig().kernelInitializer as unknown as InitializerConfig;
  } catch {
    return undefined;
  }
}

/** `moving_mean` → `movingMean` */
const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
